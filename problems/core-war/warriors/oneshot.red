;redcode-94
;name Flashlight
;author Galapagos
;strategy A oneshot: scans until two cells differ, once, then wipes the core from
;strategy there with more and more processes.
;assert CORESIZE == 8000

step    equ     10
gap     equ     5

        org     scan

scan    add.f   shift, look
look    sne.i   20, 20 + gap
        jmp     scan
        sub.ab  #gap + 10, look
        spl     #0, 0
sweep   mov.i   wipe, >look
        jmp     sweep
; The wipe that lands on `look` sends the sweep on behind this code.
wipe    dat     0, tail - look
shift   dat     step, step
tail
        end
