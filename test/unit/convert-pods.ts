/** A Pod with these items in its lists, in flow style. */
export function pod(initContainers: string, containers: string): string {
  const init = initContainers === '' ? '' : `  initContainers: [${initContainers}]\n`;
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: w}\nspec:\n${init}  containers: [${containers}]\n`;
}

/** A Job with these items in the lists of its pod, in flow style. */
export function jobPod(initContainers: string, containers: string): string {
  const init = initContainers === '' ? '' : `      initContainers: [${initContainers}]\n`;
  return `apiVersion: batch/v1\nkind: Job\nmetadata: {name: w}\nspec:\n  template:\n    spec:\n      restartPolicy: Never\n${init}      containers: [${containers}]\n`;
}
