;redcode-94
;name Flare
;author Galapagos
;strategy A oneshot that compares two pairs in each turn, then clears from what it
;strategy found with splits first and with blanks afterwards.
;assert CORESIZE == 8000

step    equ     12
gap     equ     6

        org     scan

scan    add.f   shift, look
look    sne.i   40, 40 + gap
        add.f   shift, look
        sne.i   *look, @look
        jmp     scan
        sub.ab  #gap + 12, look
        spl     #0, 0
sweep   mov.i   stun, >look
        djn.b   sweep, #7900
        spl     #0, 0
wiping  mov.i   wipe, >look
        jmp     wiping
stun    spl     #0, tail - look
wipe    dat     0, tail - look
shift   dat     step, step
tail
        end
