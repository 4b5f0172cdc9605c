// Starts the server on the port given and says so. It ends with its standard input.
const Server = require('telegram-test-api');
const server = new Server({ port: Number(process.argv[2]), host: '127.0.0.1', storage: 'RAM' });
server.start().then(() => console.log('listening'));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
