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
      "printf '%s' \"$NGINX_CONFIG\" > /tmp/soap-bridge.conf\nprintf '%s' \"$BRIDGE\" > /tmp/soap-bridge.js\nexec nginx -c /tmp/soap-bridge.conf -g 'daemon off;'\n",
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
        value:
          "load_module modules/ngx_http_js_module.so;\nenv SOAP_NAMESPACE;\nenv SOAP_ELEMENTS;\npid /tmp/nginx.pid;\nerror_log /dev/stderr;\nevents {}\nhttp {\n  access_log /dev/stdout;\n  client_body_temp_path /tmp/client_temp;\n  proxy_temp_path /tmp/proxy_temp;\n  fastcgi_temp_path /tmp/fastcgi_temp;\n  uwsgi_temp_path /tmp/uwsgi_temp;\n  scgi_temp_path /tmp/scgi_temp;\n  # Requests and answers are read as a whole.\n  client_max_body_size 1m;\n  client_body_buffer_size 1m;\n  subrequest_output_buffer_size 1m;\n  js_path /tmp/;\n  js_import bridge from soap-bridge.js;\n  server {\n    listen ${port};\n    location = /healthz {\n      access_log off;\n      return 204;\n    }\n    location / {\n      js_content bridge.call;\n    }\n    location = /-/soap {\n      internal;\n      proxy_pass ${endpoint};\n      proxy_method POST;\n      proxy_set_header Content-Type 'text/xml; charset=utf-8';\n      proxy_set_header SOAPAction '\"\"';\n      proxy_set_header Accept-Encoding '';\n    }\n  }\n}\n",
      },
      {
        name: 'BRIDGE',
        value:
          "import xml from 'xml';\n\nconst NAME = /^[A-Za-z_][\\w.-]*$/;\nconst SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';\n\nfunction escaped(text) {\n  return String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\"/g, '&quot;');\n}\n\nfunction element(prefix, name, value) {\n  if (!NAME.test(name)) throw new Error(name + ' is no name of an element');\n  if (Array.isArray(value)) return value.map((one) => element(prefix, name, one)).join('');\n  if (value === null) return '';\n  const tag = prefix + name;\n  return '<' + tag + '>' + content(prefix, value) + '</' + tag + '>';\n}\n\nfunction content(prefix, value) {\n  if (value === null || typeof value !== 'object') return escaped(value);\n  return Object.keys(value).map((name) => element(prefix, name, value[name])).join('');\n}\n\nfunction envelope(operation, input) {\n  const prefix = process.env.SOAP_ELEMENTS === 'unqualified' ? '' : 'm:';\n  return '<s:Envelope xmlns:s=\"' + SOAP + '\"><s:Body><m:' + operation + ' xmlns:m=\"' +\n    escaped(process.env.SOAP_NAMESPACE) + '\">' + content(prefix, input) +\n    '</m:' + operation + '></s:Body></s:Envelope>';\n}\n\nfunction tagsOf(node) {\n  return node.$tags || [];\n}\n\nfunction json(node) {\n  const tags = tagsOf(node);\n  if (tags.length === 0) return node.$text;\n  const result = Object.create(null);\n  tags.forEach((tag) => {\n    const value = json(tag);\n    const there = result[tag.$name];\n    if (there === undefined) result[tag.$name] = value;\n    else if (Array.isArray(there)) there.push(value);\n    else result[tag.$name] = [there, value];\n  });\n  return result;\n}\n\nfunction answer(r, status, value) {\n  r.headersOut['Content-Type'] = 'application/json';\n  r.return(status, JSON.stringify(value));\n}\n\nasync function call(r) {\n  const operation = r.uri.slice(1);\n  if (!NAME.test(operation)) return answer(r, 404, { error: 'POST /Operation' });\n  if (r.method !== 'POST') return answer(r, 405, { error: 'POST only' });\n  let body;\n  try {\n    body = envelope(operation, JSON.parse(r.requestText || '{}'));\n  } catch (error) {\n    return answer(r, 400, { error: error.message });\n  }\n  const reply = await r.subrequest('/-/soap', { method: 'POST', body: body });\n  let found;\n  try {\n    const root = xml.parse(reply.responseText).$root;\n    const inner = tagsOf(root).find((tag) => tag.$name === 'Body');\n    found = tagsOf(inner)[0];\n  } catch (error) {\n    return answer(r, 502, { error: 'no SOAP answer, status ' + reply.status });\n  }\n  if (!found) return answer(r, 200, {});\n  if (found.$name === 'Fault') return answer(r, 502, { fault: json(found) });\n  answer(r, 200, json(found) || {});\n}\n\nexport default { call };\n",
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
