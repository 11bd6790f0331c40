// Generated from snippets/jmx-exporter.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const jmxExporter: ContainerPattern = {
  id: 'jmx-exporter',
  title: 'JMX exporter',
  purpose: 'Expose metrics of Java',
  pattern: 'adapter',
  description:
    'Opens JMX of the Java application on localhost, reads its management beans there and offers them as Prometheus metrics. The project publishes no image: a Java image fetches the released jar at its start and checks it.',
  avoid:
    'The project advises its Java agent inside the application, which needs no open JMX port and tells of the process, too. Micrometer or OpenTelemetry in the application give better names.',
  keywords: ['prometheus', 'metrics', 'java', 'jvm', 'jmx', 'mbeans', 'exporter', 'monitoring', 'kafka', 'tomcat'],
  docs: 'https://prometheus.github.io/jmx_exporter/',
  parameters: [
    {
      key: 'jmx-port',
      title: 'JMX port on localhost',
      default: '9999',
      required: false,
      choices: null,
      example: '9999',
    },
    {
      key: 'url',
      title: 'Where the jar is fetched, version 1.5.0',
      default: 'https://github.com/prometheus/jmx_exporter/releases/download/1.5.0/jmx_prometheus_standalone-1.5.0.jar',
      required: false,
      choices: null,
      example: 'https://github.com/prometheus/jmx_exporter/releases/download/1.5.0/jmx_prometheus_standalone-1.5.0.jar',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'jmx-exporter',
    image: 'eclipse-temurin:25.0.4_7-jre-alpine',
    command: [
      'sh',
      '-ec',
      'cd /tmp\nwget -q -O jmx_prometheus_standalone.jar "$JAR_URL"\necho "$JAR_SHA256  jmx_prometheus_standalone.jar" | sha256sum -c\nprintf \'%s\' "$CONFIG" > jmx.yaml\nexec java -XX:MaxRAMPercentage=50 -jar jmx_prometheus_standalone.jar 5556 jmx.yaml\n',
    ],
    env: [
      {
        name: 'JAR_URL',
        value: '${url}',
      },
      {
        name: 'JAR_SHA256',
        value: 'bf4e061dca52169764c484d5931a8513798070db75cd2b6ba8303d20cb2530f1',
      },
      {
        name: 'CONFIG',
        value:
          'hostPort: 127.0.0.1:${jmx-port}\nlowercaseOutputName: true\nlowercaseOutputLabelNames: true\nrules:\n  - pattern: ".*"\n',
      },
    ],
    ports: [
      {
        name: 'jmx-metrics',
        containerPort: 5556,
      },
    ],
    livenessProbe: {
      httpGet: {
        path: '/-/healthy',
        port: 5556,
      },
      failureThreshold: 12,
    },
    resources: {
      requests: {
        cpu: '20m',
        memory: '96Mi',
      },
      limits: {
        memory: '256Mi',
      },
    },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65534,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: {
        drop: ['ALL'],
      },
      seccompProfile: {
        type: 'RuntimeDefault',
      },
    },
    volumeMounts: [
      {
        name: 'jmx-exporter',
        mountPath: '/tmp',
      },
    ],
  },
  native: {},
  classic: {},
  volumes: [
    {
      name: 'jmx-exporter',
      emptyDir: {
        sizeLimit: '64Mi',
      },
    },
  ],
  app: {
    volumeMounts: [],
    env: [
      {
        name: 'JDK_JAVA_OPTIONS',
        value:
          '-Dcom.sun.management.jmxremote.host=127.0.0.1 -Dcom.sun.management.jmxremote.port=${jmx-port} -Dcom.sun.management.jmxremote.rmi.port=${jmx-port} -Djava.rmi.server.hostname=127.0.0.1 -Dcom.sun.management.jmxremote.authenticate=false -Dcom.sun.management.jmxremote.ssl=false',
      },
    ],
  },
  spec: {},
  labels: {},
  annotations: {
    'prometheus.io/scrape': 'true',
    'prometheus.io/port': '5556',
  },
};
