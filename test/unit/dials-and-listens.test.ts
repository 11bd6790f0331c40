import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Teammate } from '../../server/src/traffic/team.ts';
import { analysisOf } from '../support.ts';

/** A container of a Pod, written in flow style, beside another one. */
function member(rest: string): Teammate {
  const image = rest.includes('image:') ? '' : 'image: acme/x, ';
  const text = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec: {containers: [{name: x, ${image}${rest}}, {name: app, image: acme/app}]}
`;
  const [team] = analysisOf(text).teams;
  assert.equal(team?.members.length, 2, text);
  return team?.members[0] as Teammate;
}

type Row = readonly [says: string, container: string, found: string];

suite('who dials', () => {
  const rows: readonly Row[] = [
    ['a host that a variable fills in', 'args: ["--to=$(H):81"], env: [{name: H, value: localhost}]', '81 command'],
    [
      'a host that a variable fills in, in a script',
      'command: [sh, -c, "curl http://$(H):81/"], env: [{name: H, value: "127.0.0.1"}]',
      '81 command',
    ],
    ['Dapr', 'env: [{name: DAPR_HTTP_PORT, value: "3500"}]', '3500 env'],
    ['libpq variables', 'env: [{name: PGHOST, value: "localhost"}, {name: PGPORT, value: "5433"}]', '5433 env'],
    ['libpq without a port', 'env: [{name: PGHOST, value: "localhost"}]', '5432 default'],
    [
      'the usual port of what the name says',
      'env: [{name: MYSQL_HOST, value: "127.0.0.1"}, {name: SPRING_DATA_REDIS_HOST, value: "localhost"}]',
      '3306 default, 6379 default',
    ],
    ['words between the program and HOST', 'env: [{name: REDIS_MASTER_HOST, value: "localhost"}]', '6379 default'],
    ['another program of the same family', 'env: [{name: REDIS_SENTINEL_HOST, value: "localhost"}]', ''],
    ['names with dots', 'env: [{name: spring.rabbitmq.host, value: "localhost"}]', '5672 default'],
    [
      'the kind is told apart',
      'env: [{name: DB_HOST, value: "localhost"}, {name: DB_TYPE, value: "postgres"}]',
      '5432 default',
    ],
    ['no program is named', 'env: [{name: DB_HOST, value: "localhost"}]', ''],
    [
      'the port comes from a Secret',
      'env: [{name: MYSQL_HOST, value: localhost}, {name: MYSQL_PORT, valueFrom: {secretKeyRef: {name: a, key: b}}}]',
      '',
    ],
    [
      'the only port there is',
      'env: [{name: INSTANCE_HOST, value: "127.0.0.1"}, {name: DB_PORT, value: "5432"}]',
      '5432 env',
    ],
    [
      'the program is known, another port is not meant',
      'env: [{name: REDIS_HOST, value: "localhost"}, {name: OTHER_PORT, value: "9000"}]',
      '6379 default',
    ],
    [
      'the agent of Datadog',
      'env: [{name: DD_AGENT_HOST, value: "localhost"}, {name: DD_DOGSTATSD_PORT, value: "8125"}]',
      '8126 default',
    ],
    [
      'the agent of Datadog, moved',
      'env: [{name: DD_AGENT_HOST, value: "localhost"}, {name: DD_TRACE_AGENT_PORT, value: "8127"}]',
      '8127 env',
    ],
    [
      'StatsD and Jaeger',
      'env: [{name: STATSD_HOST, value: "localhost"}, {name: JAEGER_AGENT_HOST, value: "localhost"}]',
      '8125 default, 6831 default',
    ],
    [
      'the application is told the ports of Dapr',
      'env: [{name: DAPR_HTTP_PORT, value: "3500"}, {name: DAPR_GRPC_PORT, value: "50001"}]',
      '3500 env, 50001 env',
    ],
    [
      'a name of its own is no server',
      'env: [{name: HOSTNAME, value: "localhost"}, {name: NODE_NAME, value: "localhost"}]',
      '',
    ],
    [
      'Vault and OpenTelemetry',
      'env: [{name: VAULT_ADDR, value: "http://127.0.0.1:8200"}, {name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "http://localhost:4317"}]',
      '8200 env, 4317 env',
    ],
    [
      'a proxy for what goes out',
      'env: [{name: HTTP_PROXY, value: "localhost:3128"}, {name: HTTPS_PROXY, value: "http://127.0.0.1:3129"}]',
      '3128 env, 3129 env',
    ],
    ['what is left out of it', 'env: [{name: NO_PROXY, value: "localhost,127.0.0.1:8080"}]', ''],
    [
      'addresses of browsers',
      'env: [{name: CORS_ORIGINS, value: "http://localhost:3000"}, {name: OAUTH_REDIRECT_URL, value: "http://localhost:3001/x"}, {name: NEXT_PUBLIC_API, value: "http://localhost:3002"}]',
      '',
    ],
    ['quotes within a value', 'env: [{name: U, value: "\'http://localhost:8081\'"}]', '8081 env'],
    ['ADO.NET', 'env: [{name: C, value: "Server=127.0.0.1;Port=3307;Database=x"}]', '3307 env'],
    ['SQL Server', 'env: [{name: C, value: "Server=localhost,1433;Database=x"}]', '1433 env'],
    ['SQL Server without a port', 'env: [{name: C, value: "Data Source=localhost;Initial Catalog=x"}]', '1433 env'],
    [
      'libpq',
      'env: [{name: C, value: "host=localhost port=5433 user=x"}, {name: D, value: "user=x dbname=y host=127.0.0.1"}]',
      '5433 env, 5432 env',
    ],
    ['libpq of another host', 'env: [{name: C, value: "host=db port=5433 hostaddr=10.0.0.1"}]', ''],
    ['a connection string among arguments', 'args: ["--dsn=host=localhost port=5433"]', '5433 command'],
    [
      'Go for MySQL',
      'env: [{name: C, value: "u:p@tcp(127.0.0.1:3307)/db"}, {name: D, value: "u:p@tcp(localhost)/db"}]',
      '3307 env, 3306 env',
    ],
    [
      'JDBC',
      'env: [{name: A, value: "jdbc:postgresql://localhost:5433/db"}, {name: B, value: "jdbc:mysql://127.0.0.1/db"}, {name: C, value: "jdbc:sqlserver://localhost;databaseName=x"}, {name: D, value: "jdbc:oracle:thin:@localhost:1521:XE"}]',
      '5433 env, 3306 env, 1433 env, 1521 env',
    ],
    ['several hosts, one here', 'env: [{name: U, value: "mongodb://m0:27017,localhost:27018/x"}]', '27018 env'],
    [
      'schemes without a port',
      'env: [{name: A, value: "amqp://u:p@localhost"}, {name: B, value: "postgresql+asyncpg://localhost/x"}, {name: C, value: "grpc://localhost"}]',
      '5672 env, 5432 env',
    ],
    [
      'gRPC',
      'env: [{name: A, value: "grpc://localhost:50051"}, {name: B, value: "dns:///localhost:50052"}]',
      '50051 env, 50052 env',
    ],
    ['a name that only begins so', 'env: [{name: U, value: "http://localhost.example.com:80"}]', ''],
    ['flags in two words', 'args: [--db-host, localhost, --db-port, "5433"]', '5433 command'],
    ['a flag without a port', 'args: [--redis-host=localhost]', '6379 default'],
    ['upstream', 'args: [--upstream, "http://127.0.0.1:8080"]', '8080 command'],
    ['curl without anything', 'command: [curl, -s, localhost]', '80 command'],
    ['wget in a script', 'command: [sh, -c, "until wget -qO- localhost/ready; do sleep 1; done"]', '80 command'],
    ['a header', 'command: [sh, -c, \'curl -H "Host: localhost" http://db:80\']', ''],
    ['a condition', 'command: [sh, -c, "if nc -z localhost 5433; then x; fi"]', '5433 command'],
    [
      'a substitution',
      "command: [sh, -c, 'x=$(curl -s localhost:9000/x); y=`mysql -h 127.0.0.1 -P 3307`']",
      '9000 command, 3307 command',
    ],
    [
      'a comment and a word to people',
      'command: [sh, -c, "# curl localhost:9000\\necho see http://localhost:9001\\nserve"]',
      '',
    ],
    ['the port before the host', 'command: [psql, -p, "5433", -h, localhost]', '5433 command'],
    ['the port of the next command', 'command: [sh, -c, "mysql -h 127.0.0.1 -e x; other -P 8080"]', '3306 command'],
    ['in one word', 'command: [mysql, -hlocalhost, -P3307]', '3307 command'],
    ['a password is no port', 'command: [mysql, -h, 127.0.0.1, -p3307]', '3306 command'],
    ['mongosh', 'command: [mongosh, --host, localhost]', '27017 command'],
    [
      "the shell's own socket",
      'command: [bash, -c, "until (echo > /dev/tcp/127.0.0.1/5433); do sleep 1; done"]',
      '5433 command',
    ],
    ['a probe from outside, as a command', 'command: [grpc_health_probe, "-addr=localhost:50051"]', '50051 command'],
    ['all of loopback', 'env: [{name: A_URL, value: "http://127.0.0.2:8080"}]', '8080 env'],
    ['where socat leads to', 'command: [socat, "TCP-LISTEN:80,fork", "TCP:localhost:8080"]', '8080 command'],
    [
      'hooks by HTTP go to the address of the Pod',
      'lifecycle: {preStop: {httpGet: {port: 15020, path: /quit}}, postStart: {httpGet: {port: 15021, path: /x}}}',
      '',
    ],
    ['in a script, where it listens', 'command: [sh, -c, "exec server --bind 127.0.0.1:8081"]', ''],
  ];
  for (const [says, container, found] of rows) {
    test(says, () => {
      const dials = member(container).dials.map(({ port, how }) => `${port} ${how}`);
      assert.equal(dials.join(', '), found);
    });
  }
});

suite('who listens', () => {
  const rows: readonly Row[] = [
    [
      'ports of servers of several protocols',
      'args: [--grpc-server-port=9000, --h1-server-port, "8081"]',
      '9000, 8081',
    ],
    [
      'one name in several spellings',
      'args: [--httpPort=8080, --metrics_port=9100, --server.port=8081]',
      '8080, 9100, 8081',
    ],
    ['ports of others', 'args: [--db-port=5432, --redis-server-port=6379]', ''],
    ['the host beside it is another pod', 'args: [--host=db, --port=5432]', ''],
    [
      'the host beside it is loopback',
      'args: [--host=127.0.0.1, --port=8081, --telemetry-host=127.0.0.1, --telemetry-port=8082]',
      '8081!, 8082!',
    ],
    ['the host beside it is any', 'args: [--host=0.0.0.0, --port=8081]', '8081'],
    ["Kubernetes' own", 'args: [--bind-address=127.0.0.1, --secure-port=10259]', '10259!'],
    ['a variable', 'args: ["--port=$(P)"], env: [{name: P, value: "8080"}]', '8080'],
    ['UDP', 'args: ["--statsd.listen-udp=:9125"]', '9125/UDP'],
    ['gunicorn', 'command: [gunicorn, "app:app", -b, "0.0.0.0:8000", --bind, "127.0.0.1:8001"]', '8001!, 8000'],
    ['uvicorn in a script', 'command: [sh, -c, "migrate && exec uvicorn main:app --host 0.0.0.0 --port 8000"]', '8000'],
    ['a module of Python', 'command: [python3, -u, -m, http.server, "8001", --bind, 127.0.0.1]', '8001!'],
    ['its usual port', 'command: [python3, -m, http.server]', '8000'],
    [
      'its usual port in a script that says no more',
      'command: [sh, -c, "cd /www; exec python3 -m http.server"]',
      '8000',
    ],
    ['the usual port of kubectl proxy in a script', 'command: [sh, -c, "/usr/bin/kubectl proxy"]', '8001!'],
    ['a program with its version in a script', 'command: [sh, -c, "php8 -S 0.0.0.0:8080"]', '8080'],
    [
      'a flag that a variable fills in, in a script',
      'command: [sh, -c, "./run $(F)"], env: [{name: F, value: "--port=81"}]',
      '81',
    ],
    ['Django', 'command: [python, manage.py, runserver, "0.0.0.0:8000"]', '8000'],
    ['Django at something else', 'command: [python, manage.py, migrate, "8000"]', ''],
    ['PHP', 'command: [php, -S, "0.0.0.0:8080", -t, public]', '8080'],
    ['Flask', 'command: [flask, run, -p, "5001"]', '5001'],
    ['Rails', 'command: [bundle, exec, rails, s, -p, "3001", -b, 127.0.0.1]', '3001!'],
    ['Puma', 'command: [puma, -b, "tcp://0.0.0.0:9292"]', '9292'],
    ['Next.js', 'command: [npx, next, start, -p, "3001"]', '3001'],
    ['socat', 'command: [socat, "TCP4-LISTEN:5432,fork,bind=127.0.0.1", "TCP:db:5433"]', '5432!'],
    ['socat by its image', 'image: "alpine/socat:1", args: ["TCP-LISTEN:5432,fork", "TCP:db:5433"]', '5432'],
    ['socat of datagrams', 'command: [socat, "UDP-LISTEN:514,fork", "UDP:syslog:514"]', '514/UDP'],
    [
      'two servers, one number at the end of the other',
      'command: [sh, -c, "nc -lk -p 80 & nc -lk -p 8080"]',
      '80, 8080',
    ],
    [
      'a server and a flag, one number at the end of the other',
      'command: [gunicorn, -b, "0.0.0.0:18080", --metrics-port=8080]',
      '8080, 18080',
    ],
    ['ncat', 'command: [ncat, --listen, "9000", --keep-open]', '9000'],
    ['netcat that asks', 'command: [nc, -z, -w, "22", db, "90"]', ''],
    ['kubectl proxy', 'command: [kubectl, proxy, --port=8080]', '8080!'],
    ['kubectl at something else', 'command: [kubectl, get, pods, --port=8080]', ''],
    ['clients', 'command: [psql, --port=5432]', ''],
    ['clients by the arguments alone', 'args: [redis-cli, --port, "6380"]', ''],
    ['clients in a script', 'command: [sh, -c, "etcdctl --port=2379 && mysqldump --port=3306"]', ''],
    ['properties of Java', 'command: [java, -Dserver.port=8081, -jar, a.jar]', '8081'],
    ['properties of Java in a variable', 'env: [{name: JAVA_OPTS, value: "-Xmx1g -Dserver.port=8081 -Dx=y"}]', '8081'],
    [
      'ASP.NET',
      'env: [{name: ASPNETCORE_URLS, value: "http://+:5000;https://localhost:5001"}, {name: ASPNETCORE_HTTP_PORTS, value: "8080;8081"}]',
      '5000, 5001!, 8080, 8081',
    ],
    [
      'Spring, Nuxt and others',
      'env: [{name: SERVER_PORT, value: "81"}, {name: MANAGEMENT_SERVER_PORT, value: "82"}, {name: NUXT_PORT, value: "83"}, {name: GRPC_PORT, value: "84"}, {name: METRICS_PORT, value: "85"}, {name: PORT, value: "86"}]',
      '81, 82, 83, 84, 85, 86',
    ],
    [
      'ports of others in variables',
      'env: [{name: DB_PORT, value: "5432"}, {name: SMTP_SERVER_PORT, value: "25"}, {name: CONSUL_HTTP_ADDRESS, value: "localhost:8500"}]',
      '',
    ],
    [
      'the host beside a variable is another pod',
      'env: [{name: GRPC_HOST, value: "collector"}, {name: GRPC_PORT, value: "4317"}]',
      '',
    ],
    [
      'the host beside a variable is its own name',
      'env: [{name: APP_HOST, value: "shop.example.com"}, {name: APP_PORT, value: "8080"}]',
      '8080',
    ],
    ['the proxies of a mesh', 'env: [{name: LINKERD2_PROXY_ADMIN_LISTEN_ADDR, value: "0.0.0.0:4191"}]', '4191'],
    ["a directory's user", 'env: [{name: LDAP_BIND_DN, value: "80"}]', ''],
    [
      "the admin port of Google's proxy",
      'image: "gcr.io/cloud-sql-connectors/cloud-sql-proxy:2", args: [--quitquitquit, --admin-port=9092, "p:r:db?port=5433"]',
      '5433!, 9092!',
    ],
  ];
  for (const [says, container, found] of rows) {
    test(says, () => {
      const listens = member(container).listens.map(({ port, protocol, loopbackOnly }) => {
        return `${port}${protocol === 'TCP' ? '' : `/${protocol}`}${loopbackOnly ? '!' : ''}`;
      });
      assert.equal(listens.join(', '), found);
    });
  }

  test('the place of a port is where its number is written, or nowhere', () => {
    const places = [
      'args: [--port=8080]',
      'args: ["--port=$(P)"], env: [{name: P, value: "8080"}]',
      'command: [sh, -c, "serve --port 8080"]',
    ].map((container) => member(container).listens[0]?.at !== null);
    assert.deepEqual(places, [true, false, false]);
  });
});

/** The containers of a Pod beside two ConfigMaps of its namespace and one of another, with where each dial is written. */
function told(containers: string): string[] {
  const text = `apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: ConfigMap, metadata: {name: urls, namespace: shop}, data: {A_URL: "http://localhost:8081", PGHOST: "localhost", PGPORT: "5433", PORT: "9000", API_URL: "http://localhost:9000/x"}}
- {apiVersion: v1, kind: ConfigMap, metadata: {name: files, namespace: shop}, data: {"app.conf": "http://localhost:7001", RULES: "a\\nhttp://localhost:7002\\n", B: "7003", NUMBER: 7004}}
- {apiVersion: v1, kind: ConfigMap, metadata: {name: db, namespace: shop}, data: {instances: "p:r:db=tcp:0.0.0.0:3307", host: 127.0.0.1, port: "3307"}}
- {apiVersion: v1, kind: ConfigMap, metadata: {name: urls}, data: {A_URL: "http://localhost:7005"}}
- {apiVersion: v1, kind: Pod, metadata: {name: p, namespace: shop}, spec: {${containers}}}
`;
  const [team] = analysisOf(text).teams;
  assert.ok(team, text);
  return team.members.map(({ container, dials, listens }) => {
    const called = dials.map(({ port, how, at }) => `${port} ${how} at ${text.slice(at.start, at.end)}`);
    const open = listens.map(({ port, at }) => `${port}${at === null ? '' : ` at ${text.slice(at.start, at.end)}`}`);
    return `${container.label}: ${called.join(', ')}${open.length > 0 ? `; listens on ${open.join(', ')}` : ''}`;
  });
}

suite('what ConfigMaps tell', () => {
  const rows: readonly (readonly [says: string, containers: string, found: readonly string[]])[] = [
    [
      'all keys of one',
      'containers: [{name: x, image: acme/x, envFrom: [{configMapRef: {name: urls}}]}]',
      ['x: 8081 env at urls, 5433 env at urls; listens on 9000'],
    ],
    [
      'with a prefix',
      'containers: [{name: x, image: acme/x, envFrom: [{prefix: MY_, configMapRef: {name: urls}}]}]',
      ['x: 8081 env at urls, 5433 env at urls, 9000 env at urls'],
    ],
    [
      'one key',
      'containers: [{name: x, image: acme/x, env: [{name: B_URL, valueFrom: {configMapKeyRef: {name: urls, key: A_URL}}}, {name: PORT, valueFrom: {configMapKeyRef: {name: urls, key: PORT}}}, {name: C, valueFrom: {configMapKeyRef: {name: urls, key: GONE}}}]}]',
      ['x: 8081 env at B_URL; listens on 9000'],
    ],
    [
      'in arguments',
      'containers: [{name: x, image: acme/x, args: ["--upstream=http://localhost:$(B)"], env: [{name: B, valueFrom: {configMapKeyRef: {name: files, key: B}}}]}]',
      ['x: 7003 command at "--upstream=http://localhost:$(B)"'],
    ],
    [
      'a host without a port',
      'containers: [{name: x, image: acme/x, env: [{name: PGHOST, valueFrom: {configMapKeyRef: {name: urls, key: PGHOST}}}]}]',
      ['x: 5432 default at PGHOST'],
    ],
    [
      'a proxy and who is told of it',
      'containers: [{name: x, image: acme/x, env: [{name: MYSQL_HOST, valueFrom: {configMapKeyRef: {name: db, key: host}}}, {name: MYSQL_PORT, valueFrom: {configMapKeyRef: {name: db, key: port}}}]}, {name: y, image: "gcr.io/cloudsql-docker/gce-proxy:1.33.4", command: [/cloud_sql_proxy, "-instances=$(I)"], env: [{name: I, valueFrom: {configMapKeyRef: {name: db, key: instances}}}]}]',
      ['x: 3307 env at MYSQL_HOST', 'y: ; listens on 3307'],
    ],
    [
      'what stands in the container wins, and what nobody knows hides it',
      'containers: [{name: x, image: acme/x, envFrom: [{configMapRef: {name: urls}}], env: [{name: A_URL, value: "http://localhost:8082"}, {name: PGPORT, valueFrom: {secretKeyRef: {name: a, key: b}}}, {name: PORT, value: "9001"}]}]',
      ['x: 8082 env at "http://localhost:8082", 9000 env at urls; listens on 9001 at "9001"'],
    ],
    [
      'files and texts are no settings',
      'containers: [{name: x, image: acme/x, envFrom: [{configMapRef: {name: files}}]}]',
      ['x: '],
    ],
    [
      'a Secret of that name, and one that is not known',
      'containers: [{name: x, image: acme/x, envFrom: [{secretRef: {name: urls}}, {configMapRef: {name: gone}}]}]',
      ['x: '],
    ],
    [
      'a port in one that several take may be that of another',
      'initContainers: [{name: i, image: acme/i, envFrom: [{configMapRef: {name: urls}}]}], containers: [{name: x, image: acme/x, ports: [{containerPort: 9000}], envFrom: [{configMapRef: {name: urls}}]}, {name: y, image: acme/y, envFrom: [{configMapRef: {name: urls}}]}]',
      [
        'i: 8081 env at urls, 5433 env at urls, 9000 env at urls',
        'x: 8081 env at urls, 5433 env at urls; listens on 9000 at 9000',
        'y: 8081 env at urls, 5433 env at urls, 9000 env at urls',
      ],
    ],
    [
      'where an exporter looks',
      'containers: [{name: x, image: "oliver006/redis_exporter:v1.62.0", envFrom: [{configMapRef: {name: files}}]}, {name: y, image: "oliver006/redis_exporter:v1.62.0", envFrom: [{configMapRef: {name: gone}}]}]',
      ['x: 6379 default at "oliver006/redis_exporter:v1.62.0"; listens on 9121', 'y: ; listens on 9121'],
    ],
  ];
  for (const [says, containers, found] of rows) {
    test(says, () => {
      assert.deepEqual(told(containers), found);
    });
  }
});
