/** Pods in all the ways YAML can be written; every one has `containers` or `initContainers` somewhere. */
export const BLOCKS: Readonly<Record<string, string>> = {
  kubectl: `apiVersion: v1
kind: Pod
spec:
  containers:
  - name: a
    image: a:1
    ports:
    - containerPort: 80
  - name: b
    image: b:1
`,
  prettier: `spec:
  initContainers:
    - name: a # first
      image: a:1
      env:
        # why
        - name: X
          value: "1"
        # - name: Y
  containers:
    # the main one
    - name: b
      image: 'b:1'

  volumes: []
`,
  blankLines: `spec:
  containers:

    # one
    - name: a
      image: a:1

    - name: b

      image: b:1
      # left out

    - name: c
      image: c:1

  restartPolicy: Always
`,
  someBlankLines: `spec:
  containers:
  - name: a
    image: a:1

  - name: b
    image: b:1
  - name: c


  restartPolicy: Always
`,
  fourColumns: `spec:
    containers:
        -   name: a
            image: a:1
            env:
                -   name: X
                    value: y
        -   name: b
            ports:
                -   containerPort: 1
    initContainers:
        -   image: c
`,
  mixed: `spec:
  initContainers:
      - name: i
        image: i
  containers:
  - name: a
    image: a
`,
  dashAlone: `spec:
  containers:
  -
    name: a
    image: a:1
  - # comment
    name: b
  initContainers:
  -
    # above
    image: c
`,
  tabs: 'spec:\n  containers:\n  - name: a\n    image: a\t# tab\n  - name: b\t\n    image: b\n',
  noEnd: `spec:
  initContainers:
  - name: i
    image: i
  containers:
  - name: a
    image: a:1
  - name: b
    image: b:1`,
  noEndFlow: 'spec:\n  containers: [{name: a, image: "a:1"}, {name: b}]',
  byteOrderMark: '\uFEFFcontainers:\n- name: a\n  image: a\n- name: b\n',
  keep: `spec:
  containers:
  - name: a
    script: |+
      one

      two


  - name: b
    script: |+
      one

  # behind
  - name: c
    image: c
    args: |
      text

  volumes: [a]
`,
  keepAtEnd: `initContainers:
- name: i
  image: i
containers:
- name: a
  image: a
- name: b
  script: |+
    one

`,
  blocks: `spec:
  containers:
  - name: a
    script: |2
        indented
      less
    folded: >-
      one
      two

      three
    next: |
      # no comment
         
      end
         
  - script: |-
      last
    # comment
    image: x
`,
  multiLines: `spec:
  containers:
  - name: a
    plain: one
      two
      three
    double: "one
      two \\
      three"
    single: 'one

      # two'
  - name: b
    single: 'one
      two' # behind
`,
  anchors: `x: &unused 1
spec:
  containers: &c
  - &main
    name: a
    image: &image a:1
    resources: &r !!map
      limits: {cpu: 1}
  - !!map
    name: !!str b
    image: *image
  other: *r
`,
  merge: `base: &base
  image: x
spec:
  containers:
  - <<: *base
    name: a
  - name: b
    <<: *base
`,
  nested: `lists:
- - containers:
    - name: a
      image: b
    - name: c
  - x
- - - initContainers:
      - name: y
        image: z
`,
  compactList: `- containers:
  - name: a
  - image: b
    name: c
- initContainers:
    - name: x
      image: y
`,
  emptyCollections: `spec:
  initContainers: [] # none
  containers:
  - name: a
    resources: {}
    env: [ ]
    ports:
    volumeMounts: # none
    image: x
  volumes:
`,
  below: `spec:
  containers:
    - name:
        a
      image:

        "b"
      env:
        # nothing yet
        []
      args:
        [a,
         b]
    - name: c
`,
  oddComments: `spec:
# zero
  containers:
# zero
  - name: a
# zero
    image: b
          # deep
      # deeper than the key
  # dash
  - name: c
    # key

    # key
# end
  # end
  other: 1
`,
  documentEnd: `--- # start
# about
kind: Pod
containers:
- name: a
  image: b
- name: c
# end
...
`,
  quoted: `"spec":
  "containers":
  - "name": 'a'
    'image': "b"
  - ? name
    : x
    image: y
`,
  duplicates: `spec:
  containers:
  - name: a
    image: b
    name: c
    # last
    image: d
  - image: a
    image: b
`,
  unicode: `spec:
  containers:
  - name: "ü"
    комментарий: да # 😀
  - name: 😀
    image: b
`,
  onlyLists: `containers:
  - name: a
    image: b
    ports:
      - 80
`,
};
