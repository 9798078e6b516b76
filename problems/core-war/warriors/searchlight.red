;redcode-94
;name Searchlight
;author Galapagos
;strategy A oneshot with a wide step: compares cells 14 apart at every 28th, which goes
;strategy round the core in 860 cycles, then wipes two of three cells from what differs
;strategy and counts down the third.
;assert CORESIZE == 8000

step    equ     28
gap     equ     14

        org     scan

scan    add.f   shift, look
look    sne.i   tail - look + 10, tail - look + 10 + gap
        jmp     scan
        sub.ab  #step + gap, look
        spl     #0, 0
sweep   mov.i   wipe, >look
        mov.i   wipe, >look
        djn.f   sweep, >look
; The wipe that lands on `look` sends the sweep on behind this code.
wipe    dat     0, tail - look + 4
shift   dat     step, step
tail
        end
