;redcode-94
;name Dwarf
;author Galapagos
;strategy Throws a bomb at every fourth cell. Four divides the core, so that the
;strategy trail passes between its own cells for ever.
;assert CORESIZE % 4 == 0

step    equ     4

        org     aim

bomb    dat     #0, #0
aim     add.ab  #step, bomb
        mov.i   bomb, @bomb
        jmp     aim
        end
