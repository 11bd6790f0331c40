// npm run package: builds and packs the extension into dist/pod-patterns.vsix, and looks at what came out.
import { requireNode24 } from './host/node-version.mjs';

requireNode24('npm run package');
const { fail } = await import('./host/project.ts');
const { build, pack } = await import('./host/pack.ts');

try {
  build();
  const { file, bytes, contents } = pack();
  for (const path of contents) console.log(`  ${path}`);
  console.log(`${file}: ${contents.length} files, ${(bytes / 1000).toFixed(0)} kB`);
} catch (error) {
  fail(error);
}
