// What a web page can send, run in the page: every way a browser has to call a URL, and what came back that the page
// could read.

/** Milliseconds for one attempt: some ways of a browser never say that they failed. */
const patience = 4_000;

const stop = (element) => element.remove();
const later = (answer) => new Promise((resolve) => setTimeout(resolve, patience, answer));

async function readable(response) {
  return response.type === 'opaque' ? 'nothing' : `${response.status} ${await response.text()}`;
}

/** Puts an element into the page; `load` says what a page learns when it loads. */
function element(name, attributes, load) {
  return new Promise((resolve) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.onload = () => resolve(load(made));
    made.onerror = () => resolve('nothing');
    document.body.append(made);
  });
}

function frameText(frame) {
  try {
    return frame.contentDocument === null ? 'nothing' : `0 ${frame.contentDocument.documentElement.textContent}`;
  } catch {
    return 'nothing';
  }
}

function form(url, method, enctype, fields) {
  const target = `frame-${Math.random()}`;
  const made = Object.assign(document.createElement('form'), { action: url, method, enctype, target });
  for (const [name, value] of Object.entries(fields)) {
    made.append(Object.assign(document.createElement('input'), { name, value }));
  }
  document.body.append(made);
  let sent = false;
  return element('iframe', { name: target }, (frame) => frame).then(
    (frame) =>
      new Promise((resolve) => {
        frame.onload = () => resolve(frameText(frame));
        if (!sent) made.submit();
        sent = true;
      }),
  );
}

function socket(url) {
  return new Promise((resolve) => {
    const made = new WebSocket(url.replace(/^http/, 'ws'));
    made.onopen = () => resolve('0 a socket that is open');
    made.onerror = () => resolve('nothing');
  });
}

function events(url) {
  return new Promise((resolve) => {
    const made = new EventSource(url);
    const end = (answer) => {
      made.close();
      resolve(answer);
    };
    made.onopen = () => end('0 a stream that is open');
    made.onerror = () => end('nothing');
  });
}

function xhr(url) {
  return new Promise((resolve) => {
    const made = new XMLHttpRequest();
    made.onload = () => resolve(`${made.status} ${made.responseText}`);
    made.onerror = () => resolve('nothing');
    made.open('POST', url);
    made.setRequestHeader('Content-Type', 'text/plain');
    made.send('{}');
  });
}

const credentials = { grant_type: 'client_credentials', client_id: 'acme', client_secret: 'local' };
const json = { 'Content-Type': 'application/json', 'X-Amz-Target': 'DynamoDB_20120810.ListTables' };
const call = (url, init) => fetch(url, init).then(readable, () => 'nothing');

const ways = {
  fetch: (url) => call(url),
  'fetch with headers': (url) => call(url, { headers: { Authorization: 'Bearer x', 'X-Amz-Date': 'x', ...json } }),
  'fetch, no-cors': (url) => call(url, { mode: 'no-cors', credentials: 'include' }),
  'post of text': (url) => call(url, { method: 'POST', body: '{"throttle":1}' }),
  'post of text, no-cors': (url) => call(url, { method: 'POST', mode: 'no-cors', body: '{"throttle":1}' }),
  'post of a form': (url) => call(url, { method: 'POST', body: new URLSearchParams(credentials) }),
  'post of json': (url) => call(url, { method: 'POST', headers: json, body: '{}' }),
  put: (url) => call(url, { method: 'PUT', body: '{"throttle":1,"hang":true}' }),
  delete: (url) => call(url, { method: 'DELETE' }),
  xhr,
  beacon: async (url) => (navigator.sendBeacon(url, '{"throttle":1}') ? later('nothing') : 'nothing'),
  'a form': (url) => form(url, 'post', 'application/x-www-form-urlencoded', credentials),
  'a form of text': (url) => form(url, 'post', 'text/plain', { '{"throttle":1,"x":"': '"}' }),
  'a form that gets': (url) => form(url, 'get', '', {}),
  image: (url) => element('img', { src: url }, () => '0 an image'),
  script: (url) => element('script', { src: url }, () => '0 a script that ran'),
  module: (url) => element('script', { src: url, type: 'module' }, () => '0 a module that ran'),
  stylesheet: (url) => element('link', { href: url, rel: 'stylesheet' }, () => '0 a stylesheet'),
  frame: (url) => element('iframe', { src: url }, frameText),
  object: (url) => element('object', { data: url }, () => '0 an object'),
  socket,
  events,
};

/** @returns what the page could read, `<url> by <way>` to `<status> <text>`, without what gave it nothing */
async function attack(urls) {
  const attempts = urls.flatMap((url) =>
    Object.entries(ways).map(async ([way, send]) => {
      const answer = await Promise.race([send(url), later('nothing')]).catch(() => 'nothing');
      return [`${url} by ${way}`, answer];
    }),
  );
  const answers = await Promise.all(attempts);
  for (const made of [...document.body.children]) stop(made);
  return answers.filter(([, answer]) => answer !== 'nothing');
}

globalThis.attack = attack;
