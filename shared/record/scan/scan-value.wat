;; Finds the end of one JSON object, and whether it can be a record that is judged, 64 characters at a time.
;; value-scanner.ts documents the result; compile-scan-value.ts compiles this into scan-value-wasm.ts.
;;
;; The characters of a block become bits of 64-bit masks, the first character the lowest bit. One mask
;; says where quotes are, one which characters are inside a string, one where brackets open. The rest is
;; arithmetic on these masks.
(module
  ;; The memory has 144 pages of 64 KB for the text, and one page for the event sources.
  (memory (export "memory") 145)
  ;; Holds the event sources: the length of each, quotes included, then its bytes; a zero ends the list.
  (global $sources (export "sources") i32 (i32.const 0x900000))

  ;; Which keys of the object were seen with a string as value: 1 = eventSource, 2 = eventName.
  (global $seen (mut i32) (i32.const 0))
  ;; If this is not 0, the object must be parsed to know what it is.
  (global $unsure (mut i32) (i32.const 0))

  ;; The first four characters of the access keys to look for, the first one lowest: two of
  ;; them, which may be the same; 0 for none.
  (global $keyA (export "keyA") (mut i32) (i32.const 0))
  (global $keyB (export "keyB") (mut i32) (i32.const 0))
  ;; After a scan: 1 if the object must be parsed only because its userIdentity holds such a key.
  (global $byKey (export "byKey") (mut i32) (i32.const 0))

  ;; Gives the address behind the object that begins at $start; negative if the object is certainly not
  ;; judged, 0 if it is not complete before $end.
  (func (export "scan") (param $start i32) (param $end i32) (result i32)
    (local $block i32)
    (local $depth i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128) ;; the block, 16 characters each
    (local $valid i64)                            ;; the characters before $end
    (local $slashes i64) (local $escaped i64) (local $escapedNext i64) (local $spelled i64)
    (local $quotes i64) (local $inText i64) (local $inTextNext i64)
    (local $opens i64) (local $closes i64)
    (local $keys i64)                             ;; quotes before what may be eventSource or eventName
    (local $left i64) (local $events i64)         ;; for the loop over one block
    (local $at i32)
    (local $isIdentity i32)                       ;; 1 inside the object under userIdentity

    (global.set $seen (i32.const 0))
    (global.set $byKey (i32.const 0))
    (global.set $unsure (i32.ne (i32.load8_u (local.get $start)) (i32.const 0x7B)))
    (local.set $block (local.get $start))
    (loop $nextBlock
      (if (i32.ge_u (local.get $block) (local.get $end)) (then (return (i32.const 0))))
      (local.set $a (v128.load offset=0 (local.get $block)))
      (local.set $b (v128.load offset=16 (local.get $block)))
      (local.set $c (v128.load offset=32 (local.get $block)))
      (local.set $d (v128.load offset=48 (local.get $block)))
      (local.set $valid (call $firstBits (i32.sub (local.get $end) (local.get $block))))
      (local.set $quotes (i64.and (local.get $valid)
        (call $where (i32.const 0x22) (local.get $a) (local.get $b) (local.get $c) (local.get $d))))

      ;; Backslashes are rare. A quote behind one does not end the string. Anything else behind one, other
      ;; than a second backslash, is an escape for another character (or is not JSON), and a key may be
      ;; written with such escapes.
      (local.set $spelled (i64.const 0))
      (local.set $slashes (i64.and (local.get $valid)
        (call $where (i32.const 0x5C) (local.get $a) (local.get $b) (local.get $c) (local.get $d))))
      (if (i64.ne (i64.or (local.get $slashes) (local.get $escapedNext)) (i64.const 0)) (then
        (local.set $escaped (call $escaped (local.get $slashes) (local.get $escapedNext)))
        (local.set $escapedNext (i64.shr_u
          (i64.and (local.get $slashes) (call $not (local.get $escaped))) (i64.const 63)))
        (local.set $spelled (i64.and (local.get $escaped)
          (call $not (i64.or (local.get $quotes) (local.get $slashes)))))
        (local.set $quotes (i64.and (local.get $quotes) (call $not (local.get $escaped))))))

      (local.set $inText (i64.xor (call $oddBefore (local.get $quotes)) (local.get $inTextNext)))
      (local.set $inTextNext (i64.shr_s (local.get $inText) (i64.const 63)))

      ;; [ and {, and ] and }, differ in one bit: with it set, each pair is one character.
      (local.set $a (v128.or (local.get $a) (i8x16.splat (i32.const 0x20))))
      (local.set $b (v128.or (local.get $b) (i8x16.splat (i32.const 0x20))))
      (local.set $c (v128.or (local.get $c) (i8x16.splat (i32.const 0x20))))
      (local.set $d (v128.or (local.get $d) (i8x16.splat (i32.const 0x20))))
      (local.set $valid (i64.and (local.get $valid) (call $not (local.get $inText))))
      (local.set $opens (i64.and (local.get $valid)
        (call $where (i32.const 0x7B) (local.get $a) (local.get $b) (local.get $c) (local.get $d))))
      (local.set $closes (i64.and (local.get $valid)
        (call $where (i32.const 0x7D) (local.get $a) (local.get $b) (local.get $c) (local.get $d))))

      ;; A key may be written with escapes.
      (if (local.get $isIdentity) (then
        (global.set $unsure (i32.or (global.get $unsure) (i64.ne (local.get $spelled) (i64.const 0))))
        (call $findKey (local.get $block) (i64.and (local.get $quotes) (local.get $inText))
          (local.get $a) (local.get $b) (local.get $c) (local.get $d))))

      ;; Deep inside a nested value only the depth matters.
      (if (i32.gt_s (i32.sub (local.get $depth) (call $count (local.get $closes))) (i32.const 1)) (then
        (local.set $depth (i32.sub
          (i32.add (local.get $depth) (call $count (local.get $opens))) (call $count (local.get $closes))))
        (local.set $block (i32.add (local.get $block) (i32.const 64)))
        (br $nextBlock)))

      ;; Otherwise the block may hold the object's own strings: look at the brackets and, at depth 1, at
      ;; what may be a key.
      (global.set $unsure (i32.or (global.get $unsure) (i64.ne (local.get $spelled) (i64.const 0))))
      (local.set $keys (i64.and
        (i64.and (local.get $quotes) (local.get $inText))
        (i64.or
          (i64.shr_u
            (call $where (i32.const 0x65) (local.get $a) (local.get $b) (local.get $c) (local.get $d))
            (i64.const 1))
          (i64.const 0x8000000000000000))))
      (local.set $left (i64.const -1))
      (block $walked (loop $nextEvent
        (local.set $events (i64.or (local.get $opens) (local.get $closes)))
        (if (i32.eq (local.get $depth) (i32.const 1)) (then
          (local.set $events (i64.or (local.get $events) (local.get $keys)))))
        (local.set $events (i64.and (local.get $events) (local.get $left)))
        (br_if $walked (i64.eqz (local.get $events)))
        (local.set $at (i32.add (local.get $block) (i32.wrap_i64 (i64.ctz (local.get $events)))))
        (local.set $left (i64.shl (i64.const -2) (i64.ctz (local.get $events))))
        ;; keep only the first of the events
        (local.set $events (i64.and (local.get $events) (i64.sub (i64.const 0) (local.get $events))))

        (if (i64.ne (i64.and (local.get $events) (local.get $opens)) (i64.const 0))
          (then
            (if (i32.eq (local.get $depth) (i32.const 1)) (then
              (local.set $isIdentity (call $checkNested (local.get $at)))
              (if (local.get $isIdentity) (then
                (call $findKey (local.get $block) (i64.and (local.get $quotes) (local.get $inText))
                  (local.get $a) (local.get $b) (local.get $c) (local.get $d))))))
            (local.set $depth (i32.add (local.get $depth) (i32.const 1))))
          (else (if (i64.ne (i64.and (local.get $events) (local.get $closes)) (i64.const 0))
            (then
              (local.set $depth (i32.sub (local.get $depth) (i32.const 1)))
              (if (i32.eq (local.get $depth) (i32.const 1)) (then (local.set $isIdentity (i32.const 0))))
              (if (i32.eqz (local.get $depth)) (then (return (call $result (local.get $at))))))
            (else (call $checkKey (local.get $at) (local.get $end))))))
        (br $nextEvent)))
      (local.set $block (i32.add (local.get $block) (i32.const 64)))
      (br $nextBlock))
    (unreachable))

  ;; The object ends with the bracket at $at, which must match the opening bracket.
  (func $result (param $at i32) (result i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $at) (i32.const 1)))
    (if (i32.or
          (i32.or (global.get $unsure) (i32.ne (global.get $seen) (i32.const 3)))
          (i32.ne (i32.load8_u (local.get $at)) (i32.const 0x7D)))
      (then (global.set $byKey (i32.const 0)) (return (local.get $end))))
    (if (global.get $byKey) (then (return (local.get $end))))
    (i32.sub (i32.const 0) (local.get $end)))

  ;; In an object a nested value follows a colon. If there is no colon, a bracket is missing before it.
  ;; Gives 1 if it is the value of userIdentity, and access keys are looked for.
  (func $checkNested (param $at i32) (result i32)
    (local.set $at (call $lastBefore (local.get $at)))
    (if (i32.ne (i32.load8_u (local.get $at)) (i32.const 0x3A)) (then
      (global.set $unsure (i32.const 1))
      (return (i32.const 0))))
    (if (i32.eqz (global.get $keyA)) (then (return (i32.const 0))))
    ;; these are the quote with "use", "rIdentit" and "y" with its quote
    (local.set $at (i32.sub (call $lastBefore (local.get $at)) (i32.const 13)))
    (if (i32.lt_s (local.get $at) (i32.const 0)) (then (return (i32.const 0))))
    (if (i32.ne (i32.load (local.get $at)) (i32.const 0x65737522)) (then (return (i32.const 0))))
    (i32.and
      (i64.eq (i64.load offset=4 (local.get $at)) (i64.const 0x7469746E65644972))
      (i32.eq (i32.load16_u offset=12 (local.get $at)) (i32.const 0x2279))))

  ;; Gives the last character before $at that is no space.
  (func $lastBefore (param $at i32) (result i32)
    (loop $before
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (br_if $before (call $isSpace (i32.load8_u (local.get $at)))))
    (local.get $at))

  ;; Notes if one of the strings that open in the block begins as the access keys do. Each letter of the
  ;; block is small here.
  (func $findKey (param $block i32) (param $open i64)
    (param $a v128) (param $b v128) (param $c v128) (param $d v128)
    (local $start i32)
    (local.set $open (i64.and (local.get $open)
      (i64.or
        (i64.shr_u
          (call $where (i32.const 0x61) (local.get $a) (local.get $b) (local.get $c) (local.get $d))
          (i64.const 1))
        (i64.const 0x8000000000000000))))
    (block $done (loop $next
      (br_if $done (i64.eqz (local.get $open)))
      (local.set $start (i32.load offset=1
        (i32.add (local.get $block) (i32.wrap_i64 (i64.ctz (local.get $open))))))
      (if (i32.or
            (i32.eq (local.get $start) (global.get $keyA))
            (i32.eq (local.get $start) (global.get $keyB)))
        (then (global.set $byKey (i32.const 1)) (return)))
      (local.set $open (i64.and (local.get $open) (i64.sub (local.get $open) (i64.const 1))))
      (br $next))))

  ;; Checks whether the object's own string at $at is one of the two keys, and what its value is.
  (func $checkKey (param $at i32) (param $end i32)
    ;; these are "eventSou" and "rce" with its quote as numbers, the first character lowest
    (if (i64.eq (i64.load offset=1 (local.get $at)) (i64.const 0x756F53746E657665)) (then
      (if (i32.eq (i32.load offset=9 (local.get $at)) (i32.const 0x22656372)) (then
        (global.set $seen (i32.or (global.get $seen) (i32.const 1)))
        (local.set $at (call $textBehind (i32.add (local.get $at) (i32.const 13)) (local.get $end)))
        (if (i32.eqz (local.get $at)) (then (global.set $unsure (i32.const 1)) (return)))
        (global.set $unsure (i32.or (global.get $unsure) (call $isEventSource (local.get $at))))))
      (return)))
    ;; these are "eventNam" and "e" with its quote
    (if (i64.eq (i64.load offset=1 (local.get $at)) (i64.const 0x6D614E746E657665)) (then
      (if (i32.eq (i32.load16_u offset=9 (local.get $at)) (i32.const 0x2265)) (then
        (global.set $seen (i32.or (global.get $seen) (i32.const 2)))
        (local.set $at (call $textBehind (i32.add (local.get $at) (i32.const 11)) (local.get $end)))
        (if (i32.eqz (local.get $at)) (then (global.set $unsure (i32.const 1)))))))))

  ;; Gives the opening quote of the string behind a key and its colon; 0 if something else follows, or if
  ;; the string has an escape or a character that JSON does not allow.
  (func $textBehind (param $at i32) (param $end i32) (result i32)
    (local $open i32) (local $char i32)
    (local.set $at (call $skipSpace (local.get $at) (local.get $end)))
    (if (i32.ne (i32.load8_u (local.get $at)) (i32.const 0x3A)) (then (return (i32.const 0))))
    (local.set $at (call $skipSpace (i32.add (local.get $at) (i32.const 1)) (local.get $end)))
    (if (i32.ne (i32.load8_u (local.get $at)) (i32.const 0x22)) (then (return (i32.const 0))))
    (local.set $open (local.get $at))
    (loop $next
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (local.set $char (i32.load8_u (local.get $at)))
      (if (i32.or
            (i32.or (i32.lt_u (local.get $char) (i32.const 0x20)) (i32.eq (local.get $char) (i32.const 0x5C)))
            (i32.ge_u (local.get $at) (local.get $end)))
        (then (return (i32.const 0))))
      (br_if $next (i32.ne (local.get $char) (i32.const 0x22))))
    (local.get $open))

  (func $skipSpace (param $at i32) (param $end i32) (result i32)
    (loop $next
      (if (i32.lt_u (local.get $at) (local.get $end)) (then
        (if (call $isSpace (i32.load8_u (local.get $at))) (then
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (br $next))))))
    (local.get $at))

  (func $isSpace (param $char i32) (result i32)
    (i32.or
      (i32.or (i32.eq (local.get $char) (i32.const 0x20)) (i32.eq (local.get $char) (i32.const 0x0A)))
      (i32.or (i32.eq (local.get $char) (i32.const 0x0D)) (i32.eq (local.get $char) (i32.const 0x09)))))

  ;; Gives 1 if the string at $at, quotes included, is one of the event sources.
  (func $isEventSource (param $at i32) (result i32)
    (local $source i32) (local $length i32) (local $i i32)
    (local.set $source (global.get $sources))
    (loop $nextSource
      (local.set $length (i32.load8_u (local.get $source)))
      (if (i32.eqz (local.get $length)) (then (return (i32.const 0))))
      (local.set $source (i32.add (local.get $source) (i32.const 1)))
      (local.set $i (i32.const 0))
      (loop $nextChar
        (if (i32.eq
              (i32.load8_u (i32.add (local.get $source) (local.get $i)))
              (i32.load8_u (i32.add (local.get $at) (local.get $i)))) (then
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br_if $nextChar (i32.lt_u (local.get $i) (local.get $length)))
          (return (i32.const 1)))))
      (local.set $source (i32.add (local.get $source) (local.get $length)))
      (br $nextSource))
    (unreachable))

  ;; Gives the mask of where a character is in the block.
  (func $where (param $char i32) (param $a v128) (param $b v128) (param $c v128) (param $d v128) (result i64)
    (local $wanted v128)
    (local.set $wanted (i8x16.splat (local.get $char)))
    (i64.or
      (i64.or
        (i64.extend_i32_u (i8x16.bitmask (i8x16.eq (local.get $a) (local.get $wanted))))
        (i64.shl (i64.extend_i32_u (i8x16.bitmask (i8x16.eq (local.get $b) (local.get $wanted)))) (i64.const 16)))
      (i64.or
        (i64.shl (i64.extend_i32_u (i8x16.bitmask (i8x16.eq (local.get $c) (local.get $wanted)))) (i64.const 32))
        (i64.shl (i64.extend_i32_u (i8x16.bitmask (i8x16.eq (local.get $d) (local.get $wanted)))) (i64.const 48)))))

  ;; Gives the characters that follow a backslash which is not escaped itself. In a run of backslashes every
  ;; second one is escaped: the subtraction carries through each run and so separates odd and even places.
  (func $escaped (param $slashes i64) (param $first i64) (result i64)
    (local $unescaped i64) (local $even i64)
    (local.set $unescaped (i64.and (local.get $slashes) (call $not (local.get $first))))
    (local.set $even (i64.xor
      (i64.sub
        (i64.or (i64.shl (local.get $unescaped) (i64.const 1)) (i64.const 0xAAAAAAAAAAAAAAAA))
        (local.get $unescaped))
      (i64.const 0xAAAAAAAAAAAAAAAA)))
    (i64.xor (local.get $even) (i64.or (local.get $slashes) (local.get $first))))

  ;; Sets each bit for which the number of ones up to and including it is odd.
  (func $oddBefore (param $bits i64) (result i64)
    (local.set $bits (i64.xor (local.get $bits) (i64.shl (local.get $bits) (i64.const 1))))
    (local.set $bits (i64.xor (local.get $bits) (i64.shl (local.get $bits) (i64.const 2))))
    (local.set $bits (i64.xor (local.get $bits) (i64.shl (local.get $bits) (i64.const 4))))
    (local.set $bits (i64.xor (local.get $bits) (i64.shl (local.get $bits) (i64.const 8))))
    (local.set $bits (i64.xor (local.get $bits) (i64.shl (local.get $bits) (i64.const 16))))
    (i64.xor (local.get $bits) (i64.shl (local.get $bits) (i64.const 32))))

  (func $firstBits (param $count i32) (result i64)
    (if (i32.ge_u (local.get $count) (i32.const 64)) (then (return (i64.const -1))))
    (i64.sub (i64.shl (i64.const 1) (i64.extend_i32_u (local.get $count))) (i64.const 1)))

  (func $not (param $bits i64) (result i64)
    (i64.xor (local.get $bits) (i64.const -1)))

  (func $count (param $bits i64) (result i32)
    (i32.wrap_i64 (i64.popcnt (local.get $bits)))))
