/**
 * `npm run build`: compile, copy what the compiler does not, turn `souls/` into the bundled source, and join the modules
 * that quick commands load.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const dist = path.join(root, 'dist');

compile();
copy('src/cli/launch.cjs');
fs.cpSync(path.join(root, 'registry/web/public'), path.join(dist, 'registry/web/public'), { recursive: true });
await bundleSouls();
await joinQuickModules();

function compile() {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', path.join(root, 'tsconfig.build.json')], { stdio: 'inherit' });
}

function copy(file) {
  fs.copyFileSync(path.join(root, file), path.join(dist, file));
  fs.chmodSync(path.join(dist, file), 0o755);
}

async function bundleSouls() {
  const load = (file) => import(pathToFileURL(path.join(dist, 'src', file)).href);
  const { bundleFolder } = await load('actions/bundle.js');
  await bundleFolder(path.join(root, 'souls'), path.join(dist, 'bundled'));
}

/**
 * Finding and loading a module costs Node half a millisecond, and a switch needs sixty. So all that the quick commands
 * import become one file, `quick.js`; each module stays where it was, as a name for its part of that file, so that there
 * is one instance of each, whoever imports it.
 */
async function joinQuickModules() {
  const src = path.join(dist, 'src');
  const starts = ['cli/main.js', 'cli/program.js', 'cli/commands/slot.js', 'cli/commands/status.js'];
  const [{ moduleIds }] = await join(src, starts, { write: false });
  const modules = moduleIds.filter((id) => id.startsWith(src)).map((id) => path.relative(src, id));
  await join(src, modules, { write: true });
}

/** What is imported later (`import()`), and packages, stay outside. */
async function join(src, modules, { write }) {
  const files = modules.map((file) => path.join(src, file));
  const outside = {
    name: 'outside',
    resolveId(source, importer, { kind }) {
      if (importer === undefined) return null;
      if (!source.startsWith('.')) return { id: source, external: true };
      const id = path.resolve(path.dirname(importer), source);
      return kind === 'dynamic-import' && !files.includes(id) ? { id, external: 'relative' } : id;
    },
  };
  const input = Object.fromEntries(modules.map((file, at) => [file.replace(/\.js$/, ''), files[at]]));
  // Everything in one file is what is wanted, so the advice about it is not.
  const quiet = { ineffectiveDynamicImport: false };
  const bundle = await rolldown({ input, plugins: [outside], platform: 'node', treeshake: false, checks: quiet });
  const options = {
    dir: src,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    codeSplitting: { groups: [{ name: 'quick' }] },
  };
  const { output } = write ? await bundle.write(options) : await bundle.generate(options);
  await bundle.close();
  return output.filter(({ name, isEntry }) => name === 'quick' && !isEntry);
}
