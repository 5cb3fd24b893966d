# Sourced by compare.sh: what callers send and ask for.

workloads_known=small,long,image,stream,large

# What a workload asks the backend for (x-answer, see load-tests/Backend).
answer_of() {
  case $1 in
    stream) echo stream=50/1 ;; # 50 events, one each 10 ms
    large) echo large ;;
    *) echo small ;;
  esac
}

# Streams wait most of their time: there must be more of them for the proxy to have work.
connections_of() { [[ $1 == stream ]] && echo 256 || echo 64; }

# write_body WORKLOAD MODEL >FILE. Only small bodies name the model first: SDKs write it wherever their caller did.
write_body() {
  case $1 in
    long)
      printf '{"stream":false,"messages":['
      awk 'BEGIN {
        for (i = 0; i < 60; i++)
          printf "%s{\"role\":\"%s\",\"content\":\"Turn %d: she said \\\"go on\\\",\\nand so on, für %s\"}", i ? "," : "", i % 2 ? "assistant" : "user", i, text()
      }
      function text(   s, j) { for (j = 0; j < 24; j++) s = s "the quick brown fox jumps \\u00e4gain. "; return s }'
      printf '],"temperature":0.7,"model":"%s"}' "$2"
      ;;
    image)
      printf '{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,'
      head -c 786432 /dev/zero | base64 -w 0 | tr A k # 1 MiB of base64
      printf '"}}]}],"model":"%s"}' "$2"
      ;;
    *)
      printf '{"model":"%s","stream":%s,"temperature":0.7,"messages":[{"role":"system","content":"You answer in one sentence."},' \
        "$2" "$([[ $1 == stream ]] && echo true || echo false)"
      printf '{"role":"user","content":"What is a reverse proxy worth, and to whom? Think of the ones who operate it as well."}]}'
      ;;
  esac
}
