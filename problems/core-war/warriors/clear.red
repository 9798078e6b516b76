;redcode-94
;name Broom
;author Galapagos
;strategy A core clear: wipes cell after cell. When the sweep has come round it
;strategy meets its own pointer first; the bomb that lands there carries a new
;strategy start, so that it goes on behind its own code.
;assert CORESIZE > 20

        org     clear

target  dat     0, tail
clear   spl     #0, 0
sweep   mov.i   wipe, >target
        jmp     sweep
wipe    dat     0, tail - target
tail
        end
