;redcode-94
;name Cudgel
;author Galapagos
;strategy Stuns: throws splits at every tenth cell, then wipes the core with
;strategy nobody left to run.
;assert CORESIZE == 8000

step    equ     3070

        org     throw

target  dat     0, tail
throw   mov.i   stun, @aim
aim     add.ab  #step, step
        djn.b   throw, #800
clear   mov.i   wipe, >target
        djn.f   clear, <-20
stun    spl     #0, 0
wipe    dat     0, tail - target
tail
        end
