import { configInvalid } from './config-invalid.ts';
import { containerRestartPolicyInvalid } from './container-restart-policy-invalid.ts';
import { helperImageFloating } from './helper-image-floating.ts';
import { helperResourcesMissing } from './helper-resources-missing.ts';
import { initContainerForbiddenField } from './init-container-forbidden-field.ts';
import { initContainerNeverCompletes } from './init-container-never-completes.ts';
import { initDependsOnLaterContainer } from './init-depends-on-later-container.ts';
import { jobSidecarNeverCompletes } from './job-sidecar-never-completes.ts';
import { nativeSidecarNoStartupGate } from './native-sidecar-no-startup-gate.ts';
import { portConflict } from './port-conflict.ts';
import { prestopExceedsGracePeriod } from './prestop-exceeds-grace-period.ts';
import { probePortNameForeign } from './probe-port-name-foreign.ts';
import type { Rule } from './rule.ts';
import { unknownRule } from './unknown-rule.ts';
import { unusedIgnore } from './unused-ignore.ts';
import { volumeMountUndeclared } from './volume-mount-undeclared.ts';

/** Every rule, in the order of the documentation: by group, then as a reader would learn them. */
export const RULES: readonly Rule[] = [
  jobSidecarNeverCompletes,
  initContainerNeverCompletes,
  containerRestartPolicyInvalid,
  initContainerForbiddenField,
  probePortNameForeign,
  initDependsOnLaterContainer,
  nativeSidecarNoStartupGate,
  prestopExceedsGracePeriod,
  portConflict,
  volumeMountUndeclared,
  helperResourcesMissing,
  helperImageFloating,
  configInvalid,
  unknownRule,
  unusedIgnore,
];

export const RULES_BY_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));
