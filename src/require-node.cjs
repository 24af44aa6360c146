// Preloaded by every npm script, in whatever Node there is: says in one line that a newer one is needed where npm could not bring
// it, and lets Node keep compiled code between starts, which halves the time to the first answer.
// Plain CommonJS of the oldest kind, so that any Node can read it. It must never grow.
'use strict';
var needed = 24;
if (Number(process.versions.node.split('.')[0]) < needed) {
  process.stderr.write(
    'Stet needs Node ' + needed + ' or newer; this is ' + process.version + '. Install it from https://nodejs.org.\n',
  );
  process.exit(1);
}
// Node strips types with WebAssembly, and V8 can crash where several threads do so and one of them makes its wrappers faster
// (TierUpWasmToJSWrapper; nodejs/node#64500 is its kin). So no wrapper is ever called often enough.
require('node:v8').setFlagsFromString('--wasm-wrapper-tiering-budget=2000000000');
require('node:module').enableCompileCache();
