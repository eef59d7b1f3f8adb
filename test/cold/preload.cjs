// Loaded before the runtime of a function (`node --require`), by the environment that it gets: keeps the first invocation
// of the function in a folder, or tells the CPU time of its cold start. CommonJS, as what is required is.
const { writeFileSync, writeSync } = require('node:fs');
const { join } = require('node:path');

const folder = process.env.PENSTOCK_KEEP_CALLS;
if (folder === undefined) tellUsage();
else keepFirst(folder);

function keepFirst(to) {
  process.once('message', (message) => {
    const file = join(to, `${process.env.AWS_LAMBDA_FUNCTION_NAME}.json`);
    try {
      writeFileSync(file, JSON.stringify({ environment: process.env, message }), { flag: 'wx' });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
  });
}

function tellUsage() {
  const microseconds = () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  };
  const node = microseconds();
  const send = process.send.bind(process);
  let initialized;
  process.send = (message, ...more) => {
    if (message.kind === 'ready') initialized = microseconds();
    if (message.kind === 'result' || message.kind === 'error') {
      const used = { node, init: initialized, total: microseconds() };
      writeSync(2, `${JSON.stringify({ coldStart: used })}\n`);
    }
    return send(message, ...more);
  };
}
