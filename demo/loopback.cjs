// Preloaded into the Playground with `node --require`. The Playground has no login and listens on all interfaces:
// here every server of the process listens on this machine only. Standard input is the bot's end of a pipe: when it
// closes, the bot is gone, however it ended, and the Playground goes too.
"use strict";
const net = require("node:net");
const listen = net.Server.prototype.listen;

// listen(options, …) or listen(port, [host], [backlog], [callback])
net.Server.prototype.listen = function (first, ...rest) {
  const callback = rest.find((argument) => typeof argument === "function");
  const options = first !== null && typeof first === "object" ? first : { port: first };
  return listen.call(this, { ...options, host: "127.0.0.1" }, callback);
};

process.stdin.on("error", () => process.exit(0));
process.stdin.on("close", () => process.exit(0));
process.stdin.resume();

// The first page forgets what it is sent before it knows its channels, as when the bot wrote while nobody looked: its
// stream begins when it has taken them in, which it shows by installing the app; at the latest some seconds after it was
// told of them.
const http = require("node:http");
const emit = http.Server.prototype.emit;
const TAKEN_IN = 100; // milliseconds
const AT_LATEST = 3000;
let first = true;
let told;
const known = new Promise((resolve) => (told = resolve));

http.Server.prototype.emit = function (event, request, ...rest) {
  const go = () => emit.call(this, event, request, ...rest);
  if (event === "request" && request.url === "/_internal/v1/config")
    rest[0].once("finish", () => setTimeout(told, AT_LATEST));
  if (event === "request" && /^\/_debug\/conversation\/.*\/installation$/.test(request.url))
    rest[0].once("finish", () => setTimeout(told, TAKEN_IN));
  if (event !== "upgrade" || !first || !request.url.startsWith("/_ws_conversation/")) return go();
  first = false;
  known.then(go);
  return true;
};
