;redcode-94
;name Turnpike
;author Galapagos
;strategy A clear of more and more processes that wipes every second cell and
;strategy counts down those between, which also stops imps.
;assert CORESIZE == 8000

        org     split

; The sweep comes round to `gate` and never to the cells behind it.
gate    dat     0, 6
split   spl     #0, 0
sweep   mov.i   wipe, >gate
        djn.f   sweep, >gate
wipe    dat     0, 6
        end
