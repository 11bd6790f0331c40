// What commands do: one part of the bundle, loaded with the first of them.
export { addHelper } from './add-helper/command.ts';
export { copyDiagram, exportDiagram } from './export/command.ts';
export {
  compareWithHead,
  lockPreview,
  openAllPods,
  openAnotherPreview,
  openPreview,
  restorePreview,
  showSource,
} from './preview/open.ts';
export { pickWorkload } from './preview/workloads.ts';
export { changeSeverity } from './severities.ts';
