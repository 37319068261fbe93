// The one call to the service, its problems in words, and the same call for a terminal.

/** What went wrong, to be shown: a short title and a sentence that says what to do. */
export class Problem extends Error {
  constructor(title, detail) {
    super(detail);
    this.title = title;
  }
}

export const NO_ANSWER = new Problem('The service does not answer', 'Check that it is running and that you are online, then try again.');

function address(published) {
  const url = new URL('v1/analyze', document.baseURI);
  url.hash = '';
  url.searchParams.set('offsets', 'utf16');
  if (published) {
    url.searchParams.set('published', published);
  }
  return url;
}

async function problemOf(response) {
  try {
    const { title, detail } = await response.json();
    return new Problem(title, detail);
  } catch {
    return new Problem('The service could not answer', `It said ${response.status} ${response.statusText}. Try again.`);
  }
}

/** Milliseconds that the stages of the analysis took, from Server-Timing; NaN where a proxy has dropped it. */
function timeOf(response) {
  const durations = (response.headers.get('Server-Timing') ?? '').matchAll(/(\w+);dur=([\d.]+)/g);
  return [...durations].reduce((sum, [, name, value]) => sum + (name === 'queue' ? 0 : Number(value)), 0) || NaN;
}

/**
 * Sends { body, type } ("text/plain" or "text/html") and returns { report, text, milliseconds }: offsets of the report
 * are UTF-16 units of the text. Throws a Problem; an AbortError when the signal says so.
 */
export async function analyze(source, published, signal) {
  let response;
  try {
    response = await fetch(address(published), {
      method: 'POST',
      headers: { 'Content-Type': source.type, Accept: 'application/json' },
      body: source.body,
      signal,
    });
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    throw NO_ANSWER;
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  const report = await response.json();
  return { report, text: report.text ?? source.body, milliseconds: timeOf(response) };
}

/** A line that ends a here-document and does not stand in the body. */
function delimiter(body) {
  const lines = new Set(body.split('\n'));
  let word = 'ARTICLE';
  while (lines.has(word)) {
    word += '_';
  }
  return word;
}

/** The call for a shell: it can be run as it stands and sends the same bytes, since the body ends with a line end. */
export function curl(source, published) {
  const end = delimiter(source.body);
  return [
    `curl --data-binary @- -H 'Content-Type: ${source.type}' \\`,
    `     '${address(published)}' <<'${end}'`,
    `${source.body}${end}`,
  ].join('\n');
}
