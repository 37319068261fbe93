// Files that are opened or dropped: text or saved pages, in UTF-8.
import { Problem } from './service.js';

/** { body, type } of a file. Throws a Problem where it is no text. */
export async function readFile(file) {
  let body;
  try {
    body = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    body = '\0';
  }
  if (body.includes('\0')) {
    throw new Problem(`“${file.name}” is not plain text`, 'Byline reads text and saved web pages in UTF-8. Copy the words out of it and paste them here.');
  }
  body = `${body.trimEnd()}\n`; // service.js says why
  return { body, type: file.type === 'text/html' || /\.html?$/i.test(file.name) ? 'text/html' : 'text/plain' };
}

/** Lets files be dropped anywhere on the page; `veil` is shown meanwhile, `take(file)` gets the first. */
export function startDropping(veil, take) {
  const carriesFile = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');
  addEventListener('dragover', (event) => {
    if (carriesFile(event)) {
      event.preventDefault();
      veil.hidden = false;
    }
  });
  addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) {
      veil.hidden = true;
    }
  });
  addEventListener('drop', (event) => {
    veil.hidden = true;
    if (carriesFile(event)) {
      event.preventDefault();
      take(event.dataTransfer.files[0]);
    }
  });
}
