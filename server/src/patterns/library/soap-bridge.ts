// Generated from snippets/soap-bridge.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const soapBridge: ContainerPattern = {
  id: 'soap-bridge',
  title: 'JSON in front of SOAP (NGINX)',
  purpose: 'Offer SOAP as JSON over HTTP',
  pattern: 'adapter',
  description:
    'Takes POST /Operation with a JSON object, asks the SOAP 1.1 service of the application on localhost and answers with JSON, by a script in NGINX. All values come back as texts: without the WSDL nothing tells which are numbers or lists of one.',
  avoid:
    'For WS-Security, attachments, attributes or typed answers take Apache Camel or CXF with the WSDL; an API gateway may have a bridge, too.',
  keywords: ['soap', 'rest', 'json', 'xml', 'wsdl', 'protocol bridge', 'legacy', 'web service', 'facade', 'njs'],
  docs: 'https://nginx.org/en/docs/http/ngx_http_js_module.html',
  parameters: [
    {
      key: 'endpoint',
      title: 'Address of the SOAP service on localhost',
      default: 'http://127.0.0.1:8080/services/orders',
      required: false,
      choices: null,
      example: 'http://127.0.0.1:8080/services/orders',
    },
    {
      key: 'namespace',
      title: 'Namespace of its messages, targetNamespace in the WSDL',
      default: null,
      required: true,
      choices: null,
      example: 'http://example.com/orders',
    },
    {
      key: 'elements',
      title: 'elementFormDefault in the WSDL',
      default: 'qualified',
      required: false,
      choices: ['qualified', 'unqualified'],
      example: 'qualified',
    },
    {
      key: 'port',
      title: 'Port of the bridge',
      default: '8090',
      required: false,
      choices: null,
      example: '8090',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'soap-bridge',
    image: 'nginx:1.30.5-alpine',
    command: [
      'sh',
      '-ec',
      `printf '%s' "$NGINX_CONFIG" > /tmp/soap-bridge.conf
printf '%s' "$BRIDGE" > /tmp/soap-bridge.js
exec nginx -c /tmp/soap-bridge.conf -g 'daemon off;'
`,
    ],
    env: [
      {
        name: 'SOAP_NAMESPACE',
        value: '${namespace}',
      },
      {
        name: 'SOAP_ELEMENTS',
        value: '${elements}',
      },
      {
        name: 'NGINX_CONFIG',
        value: `load_module modules/ngx_http_js_module.so;
env SOAP_NAMESPACE;
env SOAP_ELEMENTS;
pid /tmp/nginx.pid;
error_log /dev/stderr;
events {}
http {
  access_log /dev/stdout;
  client_body_temp_path /tmp/client_temp;
  proxy_temp_path /tmp/proxy_temp;
  fastcgi_temp_path /tmp/fastcgi_temp;
  uwsgi_temp_path /tmp/uwsgi_temp;
  scgi_temp_path /tmp/scgi_temp;
  # Requests and answers are read as a whole.
  client_max_body_size 1m;
  client_body_buffer_size 1m;
  subrequest_output_buffer_size 1m;
  js_path /tmp/;
  js_import bridge from soap-bridge.js;
  server {
    listen \${port};
    location = /healthz {
      access_log off;
      return 204;
    }
    location / {
      js_content bridge.call;
    }
    location = /-/soap {
      internal;
      proxy_pass \${endpoint};
      proxy_method POST;
      proxy_set_header Content-Type 'text/xml; charset=utf-8';
      proxy_set_header SOAPAction '""';
      proxy_set_header Accept-Encoding '';
    }
  }
}
`,
      },
      {
        name: 'BRIDGE',
        value: `import xml from 'xml';

const NAME = /^[A-Za-z_][\\w.-]*$/;
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';

function escaped(text) {
  return String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function element(prefix, name, value) {
  if (!NAME.test(name)) throw new Error(name + ' is no name of an element');
  if (Array.isArray(value)) return value.map((one) => element(prefix, name, one)).join('');
  if (value === null) return '';
  const tag = prefix + name;
  return '<' + tag + '>' + content(prefix, value) + '</' + tag + '>';
}

function content(prefix, value) {
  if (value === null || typeof value !== 'object') return escaped(value);
  return Object.keys(value).map((name) => element(prefix, name, value[name])).join('');
}

function envelope(operation, input) {
  const prefix = process.env.SOAP_ELEMENTS === 'unqualified' ? '' : 'm:';
  return '<s:Envelope xmlns:s="' + SOAP + '"><s:Body><m:' + operation + ' xmlns:m="' +
    escaped(process.env.SOAP_NAMESPACE) + '">' + content(prefix, input) +
    '</m:' + operation + '></s:Body></s:Envelope>';
}

function tagsOf(node) {
  return node.$tags || [];
}

function json(node) {
  const tags = tagsOf(node);
  if (tags.length === 0) return node.$text;
  const result = Object.create(null);
  tags.forEach((tag) => {
    const value = json(tag);
    const there = result[tag.$name];
    if (there === undefined) result[tag.$name] = value;
    else if (Array.isArray(there)) there.push(value);
    else result[tag.$name] = [there, value];
  });
  return result;
}

function answer(r, status, value) {
  r.headersOut['Content-Type'] = 'application/json';
  r.return(status, JSON.stringify(value));
}

async function call(r) {
  const operation = r.uri.slice(1);
  if (!NAME.test(operation)) return answer(r, 404, { error: 'POST /Operation' });
  if (r.method !== 'POST') return answer(r, 405, { error: 'POST only' });
  let body;
  try {
    body = envelope(operation, JSON.parse(r.requestText || '{}'));
  } catch (error) {
    return answer(r, 400, { error: error.message });
  }
  const reply = await r.subrequest('/-/soap', { method: 'POST', body: body });
  let found;
  try {
    const root = xml.parse(reply.responseText).$root;
    const inner = tagsOf(root).find((tag) => tag.$name === 'Body');
    found = tagsOf(inner)[0];
  } catch (error) {
    return answer(r, 502, { error: 'no SOAP answer, status ' + reply.status });
  }
  if (!found) return answer(r, 200, {});
  if (found.$name === 'Fault') return answer(r, 502, { fault: json(found) });
  answer(r, 200, json(found) || {});
}

export default { call };
`,
      },
    ],
    ports: [
      {
        name: 'soap-bridge',
        containerPort: '${port}',
      },
    ],
    startupProbe: {
      httpGet: {
        path: '/healthz',
        port: '${port}',
      },
      periodSeconds: 1,
      failureThreshold: 30,
    },
    livenessProbe: {
      httpGet: {
        path: '/healthz',
        port: '${port}',
      },
    },
    readinessProbe: {
      httpGet: {
        path: '/healthz',
        port: '${port}',
      },
      periodSeconds: 5,
    },
    resources: {
      requests: {
        cpu: '20m',
        memory: '32Mi',
      },
      limits: {
        memory: '128Mi',
      },
    },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 101,
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
        name: 'soap-bridge',
        mountPath: '/tmp',
      },
    ],
  },
  native: {},
  classic: {
    lifecycle: {
      preStop: {
        exec: {
          command: ['sleep', '5'],
        },
      },
    },
  },
  volumes: [
    {
      name: 'soap-bridge',
      emptyDir: {
        sizeLimit: '64Mi',
      },
    },
  ],
  app: {
    volumeMounts: [],
    env: [],
  },
  spec: {},
  labels: {},
  annotations: {},
};
