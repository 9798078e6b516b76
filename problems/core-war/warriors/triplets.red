;redcode-94
;name Triplets
;author Galapagos
;strategy Copies a small bomber to four far places and runs them all: who wants to
;strategy kill it must hit each.
;assert CORESIZE == 8000

step    equ     1604
apart   equ     1900
length  equ     4

        org     start

start
n       for     4
        mov.i   >from, >to
        rof
        spl     @back
        add.ab  #apart, back
        mov.b   back, to
        sub.ab  #length, from
        djn.b   start, #4
from    dat     0, body
to      dat     0, to - to + apart
back    dat     0, apart - 1
        dat     0, 0
; Four cells; a step of 4 times an odd number spares them.
body    mov.i   3, @1
        add.ab  #step, #step + 2
        jmp     body
        dat     0, 0
        end
