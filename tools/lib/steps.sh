# Steps with a counter and a duration, sourced by the scripts of tools/. What a step prints goes to a log, which is shown
# if it fails: "[2/5] Emscripten 3.1.69 … 24 s". The caller sets STEPS, the number of steps to come.

STEP=0
STEPS=0
LOGS=${TMPDIR:-/tmp}/image-anatomy-logs.$$
JOBS=$(getconf _NPROCESSORS_ONLN 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null || echo 2)

# Set by run_step for the caller: the log and the seconds of the last step.
STEP_LOG=
STEP_SECONDS=0

# run_step <title> <command...>: returns the command's exit code.
run_step() {
  local title=$1 start=$SECONDS code=0 errexit=
  shift
  STEP=$((STEP + 1))
  mkdir -p "$LOGS"
  STEP_LOG=$LOGS/$STEP.log
  printf '[%d/%d] %s … ' "$STEP" "$STEPS" "$title"
  # In a subshell of its own, which may change folder. As part of a condition bash ignores "set -e" even there.
  case $- in *e*) errexit=yes ;; esac
  set +e
  ( set -e; "$@" ) > "$STEP_LOG" 2>&1 < /dev/null
  code=$?
  [ -z "$errexit" ] || set -e
  STEP_SECONDS=$((SECONDS - start))
  if [ $code -eq 0 ]; then
    echo "$STEP_SECONDS s"
  else
    echo "FAILED after $STEP_SECONDS s"
    echo "--- the last lines of $STEP_LOG"
    tail -n "${LOG_LINES:-60}" "$STEP_LOG"
    echo "---"
  fi
  return $code
}

# skip_step <title>: a step with nothing to do.
skip_step() {
  STEP=$((STEP + 1))
  echo "[$STEP/$STEPS] $1 … nothing changed"
}

# forget_logs: called at the end where all went well.
forget_logs() { rm -rf "$LOGS"; }

sha256() { if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi; }
