// What the local cloud is doing, asked for once a second. Names and messages are others' text: they are only ever put
// in as text.
const byId = (id) => document.getElementById(id);

function element(name, content, className) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...(Array.isArray(content) ? content : [String(content)]));
  return made;
}

const isNumber = (value) => typeof value === 'number';

/** @param columns titles to the value of a row, or [value, is it bad] */
function fill(id, columns, rows, empty) {
  const titles = Object.keys(columns);
  if (rows.length === 0) return byId(id).replaceChildren(element('tbody', [element('tr', [element('td', empty)])]));
  const cells = (row) =>
    titles.map((title) => {
      const found = columns[title](row);
      const [value, bad] = Array.isArray(found) ? found : [found, false];
      return element('td', value ?? '', `${isNumber(value) ? 'number' : ''}${bad ? ' bad' : ''}`);
    });
  const head = titles.map((title) =>
    element('th', title, isNumber([columns[title](rows[0])].flat()[0]) ? 'number' : ''),
  );
  byId(id).replaceChildren(
    element('thead', [element('tr', head)]),
    element(
      'tbody',
      rows.map((row) => element('tr', cells(row))),
    ),
  );
}

const timeOf = (at) => new Date(at).toISOString().slice(11, 23);

const depth = {
  Visible: ({ visible }) => visible,
  'In flight': ({ inFlight }) => inFlight,
  Delayed: ({ delayed }) => delayed,
};

function faultsText({ plan, counts, provider = {} }) {
  const shown = (faults) => Object.entries(faults).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  const set = (faults) =>
    Object.fromEntries(Object.entries(faults).filter(([, value]) => value !== 0 && value !== false));
  const { seed, ...dial } = set(provider);
  const all = [...shown(plan), ...shown(dial).map((text) => `provider: ${text}`)];
  const happened = shown(set(counts));
  if (all.length === 0) return 'None.';
  return `${all.join(', ')}. ${happened.length === 0 ? 'None happened yet.' : `Happened: ${happened.join(', ')}.`}`;
}

function eventItem({ id, what, hops }) {
  const lines = hops.map(({ at, from, to, warning }) =>
    element('div', `${timeOf(at)} ${from} → ${to}${warning ? `: ${warning}` : ''}`, `hops${warning ? ' bad' : ''}`),
  );
  return element('li', [element('strong', what), ` ${id}`, ...lines]);
}

function show({ stage, region, engine, since, routes, functions, queues, faults, events }) {
  byId('stage').textContent = `Stage ${stage} in ${region}, tables in ${engine}, running since ${timeOf(since)} UTC`;
  byId('faults').textContent = faultsText(faults);
  const isDeadLetterQueue = ({ deadLettersOf }) => deadLettersOf.length > 0;
  const dead = { ...depth, Visible: ({ visible }) => [visible, visible > 0] };
  fill(
    'dead-letters',
    { Queue: ({ name }) => name, Of: ({ deadLettersOf }) => deadLettersOf.join(', '), ...dead },
    queues.filter(isDeadLetterQueue),
    'There are none.',
  );
  fill(
    'queues',
    { Queue: ({ name }) => name, ...depth },
    queues.filter((queue) => !isDeadLetterQueue(queue)),
    'There are none.',
  );
  fill(
    'functions',
    {
      Function: ({ name }) => name,
      Processes: ({ processes }) => processes,
      Invocations: ({ invocations }) => invocations,
      Failures: ({ failures }) => [failures, failures > 0],
      'Last error': ({ lastError }) => (lastError ? `${timeOf(lastError.at)} ${lastError.message}` : ''),
    },
    functions,
    'There are none.',
  );
  byId('events').replaceChildren(...(events.length === 0 ? [element('li', 'None yet.')] : events.map(eventItem)));
  fill(
    'routes',
    {
      Method: ({ method }) => method,
      Path: ({ path }) => path,
      Operation: ({ operationId }) => operationId,
      Token: (route) => (route.public ? 'none' : 'needed'),
      Function: ({ functionName }) => functionName,
    },
    routes,
    'There are none.',
  );
}

async function refresh() {
  try {
    const answer = await fetch('/_local/overview');
    if (!answer.ok) throw new Error(`it answers ${answer.status}`);
    show(await answer.json());
    byId('state').textContent = `Up to date at ${timeOf(Date.now())} UTC`;
    byId('state').className = '';
  } catch (error) {
    byId('state').textContent = `The local cloud does not answer (${error.message}): what is below is how it was.`;
    byId('state').className = 'bad';
  }
  setTimeout(refresh, 1000);
}
refresh();
