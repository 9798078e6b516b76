;redcode-94
;name Imp Ring
;author Galapagos
;strategy Three imps a third of the core apart, which execute in turn: each
;strategy writes the cell that the next one is about to execute, so that the
;strategy ring heals what is hit between two of its turns.
;assert CORESIZE % 3 == 2

; Three steps lead one cell beyond the beginning.
step    equ     (CORESIZE / 3 + 1)

        org     launch

; Two instructions make three processes, which take the three jumps in order.
launch  spl     1
        mov.i   -1, 0
        jmp     >0, 1
        jmp     ring
        jmp     ring + step
        jmp     ring + 2 * step
ring    mov.i   #0, step
        end
