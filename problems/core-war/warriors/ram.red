;redcode-94
;name Ram
;author Galapagos
;strategy Stuns every fifth cell with splits, by more and more processes, until the
;strategy next one holds a number; then they wipe the core and count down every
;strategy second cell.
;assert CORESIZE == 8000

step    equ     3035

        org     split

gate    dat     0, tail - gate
        dat     0, 0
split   spl     #0, 0
throw   mov.i   stun, @aim
        add.ab  #step, aim
aim     jmz.b   throw, step
clear   mov.i   wipe, >gate
        djn.f   clear, >gate
stun    spl     #0, 0
wipe    dat     1, tail - gate
tail
        end
