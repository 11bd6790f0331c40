import { ambassadorShutdownRace } from './ambassador-shutdown-race.ts';
import { ambassadorStartRace } from './ambassador-start-race.ts';
import { autoscalerLocalStorage } from './autoscaler-local-storage.ts';
import { claimOnlyForHelper } from './claim-only-for-helper.ts';
import { classicHelperCouldBeNative } from './classic-helper-could-be-native.ts';
import { configInvalid } from './config-invalid.ts';
import { containerNameDuplicate } from './container-name-duplicate.ts';
import { containerReferenceUnknown } from './container-reference-unknown.ts';
import { containerRestartPolicyInvalid } from './container-restart-policy-invalid.ts';
import { criticalHelperUnprobed } from './critical-helper-unprobed.ts';
import { defaultContainerMissing } from './default-container-missing.ts';
import { dindMisconfigured } from './dind-misconfigured.ts';
import { duplicateHelper } from './duplicate-helper.ts';
import { emptydirMemoryExceedsLimit } from './emptydir-memory-exceeds-limit.ts';
import { emptydirUnbounded } from './emptydir-unbounded.ts';
import { envValueNotString } from './env-value-not-string.ts';
import { helperConfigNotMounted } from './helper-config-not-mounted.ts';
import { helperImageFloating } from './helper-image-floating.ts';
import { helperResourcesMissing } from './helper-resources-missing.ts';
import { hostpathLogsInReplicatedWorkload } from './hostpath-logs-in-replicated-workload.ts';
import { hpaBlendedUtilization } from './hpa-blended-utilization.ts';
import { hpaMissingContainerRequest } from './hpa-missing-container-request.ts';
import { initContainerForbiddenField } from './init-container-forbidden-field.ts';
import { initContainerNeverCompletes } from './init-container-never-completes.ts';
import { initDependsOnLaterContainer } from './init-depends-on-later-container.ts';
import { initOutputLost } from './init-output-lost.ts';
import { initRequestsDominate } from './init-requests-dominate.ts';
import { initWaitUnbounded } from './init-wait-unbounded.ts';
import { initWaitsForOwnService } from './init-waits-for-own-service.ts';
import { injectionAnnotationWrongLevel } from './injection-annotation-wrong-level.ts';
import { jobInjectedSidecarNeverCompletes } from './job-injected-sidecar-never-completes.ts';
import { jobRestartPolicyMissing } from './job-restart-policy-missing.ts';
import { jobSidecarNeverCompletes } from './job-sidecar-never-completes.ts';
import { livenessThroughSibling } from './liveness-through-sibling.ts';
import { localhostPortUnserved } from './localhost-port-unserved.ts';
import { logShipperNothingToRead } from './log-shipper-nothing-to-read.ts';
import { meshInitNoNetwork } from './mesh-init-no-network.ts';
import { meshReservedPort } from './mesh-reserved-port.ts';
import { meshUidCollision } from './mesh-uid-collision.ts';
import { migrationInitMultiReplica } from './migration-init-multi-replica.ts';
import { mountPathDuplicate } from './mount-path-duplicate.ts';
import { nativeSidecarNoStartupGate } from './native-sidecar-no-startup-gate.ts';
import { nativeSidecarPrestopStopsEarly } from './native-sidecar-prestop-stops-early.ts';
import { nativeSidecarRunsToCompletion } from './native-sidecar-runs-to-completion.ts';
import { nativeSidecarUnsupportedVersion } from './native-sidecar-unsupported-version.ts';
import { noAppContainer } from './no-app-container.ts';
import { peerAppsInOnePod } from './peer-apps-in-one-pod.ts';
import { portConflict } from './port-conflict.ts';
import { portConflictDefault } from './port-conflict-default.ts';
import { portNameAmbiguous } from './port-name-ambiguous.ts';
import { poststartOrder } from './poststart-order.ts';
import { prestopExceedsGracePeriod } from './prestop-exceeds-grace-period.ts';
import { probeLocalhostHost } from './probe-localhost-host.ts';
import { probeLoopbackListener } from './probe-loopback-listener.ts';
import { probePortNameForeign } from './probe-port-name-foreign.ts';
import { proxyLimitTooSmall } from './proxy-limit-too-small.ts';
import { qosGuaranteedLost } from './qos-guaranteed-lost.ts';
import { readerPathNotMounted } from './reader-path-not-mounted.ts';
import { readonlyRootfsNeedsWritable } from './readonly-rootfs-needs-writable.ts';
import { rootOperationAsNonRoot } from './root-operation-as-non-root.ts';
import type { Rule } from './rule.ts';
import { runasnonrootConflict } from './runasnonroot-conflict.ts';
import { scrapePortUnserved } from './scrape-port-unserved.ts';
import { secretsOnDisk } from './secrets-on-disk.ts';
import { serviceBypassesProxy } from './service-bypasses-proxy.ts';
import { serviceTargetPortUnknown } from './service-target-port-unknown.ts';
import { sharedPathDifferentVolumes } from './shared-path-different-volumes.ts';
import { sharedPidWrongPid1 } from './shared-pid-wrong-pid1.ts';
import { sharedVolumeNoWriter } from './shared-volume-no-writer.ts';
import { sharedVolumeOwnerMismatch } from './shared-volume-owner-mismatch.ts';
import { shellMissingInImage } from './shell-missing-in-image.ts';
import { siblingNameAsHost } from './sibling-name-as-host.ts';
import { sidecarAnnotationNotString } from './sidecar-annotation-not-string.ts';
import { sidecarReadinessGatesTraffic } from './sidecar-readiness-gates-traffic.ts';
import { signalNeedsSharedPid } from './signal-needs-shared-pid.ts';
import { statefulHelper } from './stateful-helper.ts';
import { subpathBlocksUpdates } from './subpath-blocks-updates.ts';
import { tooManyHelpers } from './too-many-helpers.ts';
import { unknownRule } from './unknown-rule.ts';
import { unusedIgnore } from './unused-ignore.ts';
import { volumeMountUndeclared } from './volume-mount-undeclared.ts';
import { volumeNameDuplicate } from './volume-name-duplicate.ts';
import { volumeNeverMounted } from './volume-never-mounted.ts';
import { waitLoopInsteadOfNative } from './wait-loop-instead-of-native.ts';
import { writeToReadOnlyMount } from './write-to-read-only-mount.ts';

/** Every rule, in the order of the documentation: by group, then as a reader would learn them. */
export const RULES: readonly Rule[] = [
  jobSidecarNeverCompletes,
  jobInjectedSidecarNeverCompletes,
  initContainerNeverCompletes,
  containerRestartPolicyInvalid,
  nativeSidecarUnsupportedVersion,
  initContainerForbiddenField,
  helperConfigNotMounted,
  nativeSidecarRunsToCompletion,
  probePortNameForeign,
  sidecarAnnotationNotString,
  injectionAnnotationWrongLevel,
  containerReferenceUnknown,
  envValueNotString,
  containerNameDuplicate,
  volumeNameDuplicate,
  mountPathDuplicate,
  noAppContainer,
  jobRestartPolicyMissing,
  initDependsOnLaterContainer,
  ambassadorStartRace,
  ambassadorShutdownRace,
  nativeSidecarNoStartupGate,
  nativeSidecarPrestopStopsEarly,
  prestopExceedsGracePeriod,
  shellMissingInImage,
  waitLoopInsteadOfNative,
  poststartOrder,
  initWaitsForOwnService,
  initWaitUnbounded,
  migrationInitMultiReplica,
  meshInitNoNetwork,
  sidecarReadinessGatesTraffic,
  livenessThroughSibling,
  portConflict,
  serviceTargetPortUnknown,
  portNameAmbiguous,
  serviceBypassesProxy,
  scrapePortUnserved,
  portConflictDefault,
  probeLocalhostHost,
  probeLoopbackListener,
  localhostPortUnserved,
  siblingNameAsHost,
  meshReservedPort,
  meshUidCollision,
  dindMisconfigured,
  volumeMountUndeclared,
  readerPathNotMounted,
  initOutputLost,
  sharedPathDifferentVolumes,
  sharedVolumeNoWriter,
  writeToReadOnlyMount,
  subpathBlocksUpdates,
  logShipperNothingToRead,
  volumeNeverMounted,
  emptydirUnbounded,
  emptydirMemoryExceedsLimit,
  sharedVolumeOwnerMismatch,
  secretsOnDisk,
  claimOnlyForHelper,
  qosGuaranteedLost,
  initRequestsDominate,
  hpaMissingContainerRequest,
  hpaBlendedUtilization,
  helperResourcesMissing,
  proxyLimitTooSmall,
  runasnonrootConflict,
  rootOperationAsNonRoot,
  signalNeedsSharedPid,
  sharedPidWrongPid1,
  readonlyRootfsNeedsWritable,
  helperImageFloating,
  peerAppsInOnePod,
  defaultContainerMissing,
  duplicateHelper,
  autoscalerLocalStorage,
  hostpathLogsInReplicatedWorkload,
  criticalHelperUnprobed,
  tooManyHelpers,
  statefulHelper,
  classicHelperCouldBeNative,
  configInvalid,
  unknownRule,
  unusedIgnore,
];

export const RULES_BY_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));
