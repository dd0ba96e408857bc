# The fuzz targets of tests/fuzz, sourced by tools/fuzz and tools/test after steps.sh and targets.sh.

FUZZERS="archive layer wire read path pattern"
FUZZ_DIR=$IA_ROOT/build/fuzz                  # their seeds, what they found, their logs
FUZZ_BIN=$IA_ROOT/build/native-debug/tests   # part of the native build
NO_LIBFUZZER="this clang has no libFuzzer (Debian: libclang-rt-dev; macOS: brew install llvm, CXX and CC naming its clang)"

# Apple's clang and GCC have none.
has_libfuzzer() {
  local folder
  folder=$("${CXX:-clang++}" -print-resource-dir 2>/dev/null) && [ -n "$folder" ] &&
    [ -n "$(find "$folder/lib" -name 'libclang_rt.fuzzer*' 2>/dev/null | head -1)" ]
}

# The same each time.
make_seeds() {
  make_cases &&
    node tests/fuzz/seeds.mjs "$FUZZ_DIR/seeds" build/cases &&
    "$FUZZ_BIN/block_seeds" "$FUZZ_DIR/seeds" "$FUZZ_DIR"/seeds/layer/*
}

# The longest input of a target: what needs more is rare, and slow.
longest_input() {
  case $1 in
    path) echo 4096 ;;
    pattern) echo 512 ;;
    wire|read) echo 65536 ;;
    *) echo 32768 ;;
  esac
}

# run_fuzzer <seconds> <name>
run_fuzzer() {
  mkdir -p "$FUZZ_DIR/corpus/$2" "$FUZZ_DIR/crashes"
  "$FUZZ_BIN/$2_fuzzer" -max_total_time="$1" -timeout=20 -rss_limit_mb=2048 -max_len="$(longest_input "$2")" \
    -artifact_prefix="$FUZZ_DIR/crashes/$2-" "$FUZZ_DIR/corpus/$2" "$FUZZ_DIR/seeds/$2" > "$FUZZ_DIR/$2.log" 2>&1
}

# report_fuzzer <name> <exit code>
report_fuzzer() {
  if [ "$2" = 0 ]; then
    echo "$1: $(sed -n 's/^Done \([0-9]* runs\).*/\1/p' "$FUZZ_DIR/$1.log")"
    return
  fi
  grep -v '^#[0-9]*[[:space:]][A-Z]' "$FUZZ_DIR/$1.log" | tail -n 60
  echo "$1_fuzzer FAILED. To see it again:"
  echo "  build/native-debug/tests/$1_fuzzer $(sed -n 's/.*Test unit written to //p' "$FUZZ_DIR/$1.log" | tail -n 1)"
}

# run_fuzzers <seconds> <name...>: as many at a time as there are cores. A crash of one does not stop the others.
run_fuzzers() {
  local seconds=$1 failed=0 batch job code
  shift
  make_seeds || return 1
  while [ $# -gt 0 ]; do
    batch=
    while [ $# -gt 0 ] && [ "$(echo $batch | wc -w)" -lt "$JOBS" ]; do
      run_fuzzer "$seconds" "$1" &
      batch="$batch $1=$!"
      shift
    done
    for job in $batch; do
      code=0
      wait "${job#*=}" || code=$?
      [ $code = 0 ] || failed=1
      report_fuzzer "${job%%=*}" $code
    done
  done
  return $failed
}
