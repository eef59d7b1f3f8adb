// Runs beside the engine, in the network that only the two of them share: keeps the engine, and opens connections to it
// that it hands to the local cloud. A request then costs what it costs on any other connection.
// CommonJS without types because a .ts entry starts 55 ms later.
const { spawn } = require('node:child_process');
const { connect } = require('node:net');

const [port, ...command] = process.argv.slice(2);
const engine = spawn(command[0], command.slice(1), { stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });

engine.once('exit', (code) => process.exit(code ?? 1));
// The local cloud stops or is gone. The engine's guard ends the engine when this pipe closes, and then this process.
process.once('disconnect', () => engine.stdio[3].destroy());

process.on('message', (id) => {
  const socket = connect({ port: Number(port), host: '127.0.0.1', noDelay: true });
  socket.pause();
  socket.once('connect', () => answer({ id }, socket));
  socket.once('error', (error) => answer({ id, error: error.code }));
});

/** A local cloud that went away in between needs no answer. */
function answer(message, socket) {
  if (process.connected) process.send(message, socket, () => {});
}
