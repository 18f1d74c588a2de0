#!/usr/bin/env bash
# Owns: the proof that the tests would notice. Each patch in tests/mutants/ takes one safeguard of the storage, the engine or a view
# out; it is applied to a copy of the project, and the test that the patch names must fail there. Without a patch all must pass.
# `scripts/mutants.sh read-back` tries one of them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/env.sh

# Always the same place, so that the next time little has to be built.
copy="${TMPDIR:-/tmp}/pocket-pmo-mutants-$(id -u)"
wanted="${1:-}"

take_copy() {
  mkdir -p "$copy"
  # What has not changed keeps its time, and what is gone goes.
  (cd "$copy" && find . -path ./target -prune -o -type f -print0) | while IFS= read -r -d '' file; do
    [ -f "$file" ] || rm -f "$copy/$file"
  done
  git ls-files -z -- Cargo.toml Cargo.lock macros src tests examples model public style 'docs/*.md' | while IFS= read -r -d '' file; do
    [ -f "$file" ] || continue
    cmp -s "$file" "$copy/$file" || install -D -m 644 "$file" "$copy/$file"
  done
}

# Runs the tests of one file on the copy; its result is that of the tests. A build that fails ends everything, and so does a name
# of which there are none.
run() {
  (cd "$copy" && cargo test --locked --quiet --no-run --test it) || { echo "the tests cannot be built" >&2; exit 2; }
  local code=0
  (cd "$copy" && cargo test --locked --quiet --test it -- "$1::") >"$copy/outcome" 2>&1 || code=$?
  ! grep -q '^running 0 tests' "$copy/outcome" || { echo "there are no tests in $1" >&2; exit 2; }
  return "$code"
}

patches=()
for patch in tests/mutants/*.patch; do
  name="$(basename "$patch" .patch)"
  [ -z "$wanted" ] || [ "$wanted" = "$name" ] || continue
  git apply --check "$patch" || { echo "$patch does not fit any more" >&2; exit 2; }
  patches+=("$patch")
done

# Built once without any change, and then once for each patch.
take_copy
for test in $(sed -s -n 's/^Test: //p' "${patches[@]}" | sort -u); do
  if ! run "$test"; then
    echo "$test fails without any change" >&2
    exit 2
  fi
done
failed=0
for patch in "${patches[@]}"; do
  name="$(basename "$patch" .patch)"
  test="$(sed -n 's/^Test: //p' "$patch")"
  (cd "$copy" && patch --quiet --strip 1) <"$patch"
  if run "$test"; then
    echo "NOT NOTICED  $name: $test passes without it"
    failed=1
  else
    echo "noticed      $name, by $test:$(sed -n 's/^    [a-z_]*::\([a-z_:]*\)$/ \1/p' "$copy/outcome" | sort -u | tr -d '\n')"
  fi
  take_copy
done
exit "$failed"
