;redcode-94
;assert 1
; Two bombs a turn, never on its own cells: all steps are multiples of eight.
loop    mov.i   bomb, @aim
        mov.i   bomb, *aim
        add.f   step, aim
        jmp     loop, <-100
aim     dat     #35, #19
step    dat     #24, #24
bomb    dat     #1, #1
