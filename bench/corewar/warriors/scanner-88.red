;redcode
;assert 1
loop    add     #16, aim
aim     jmz     loop, 14
        slt     aim, #60
        mov     step, @aim
        jmp     loop
step    jmp     0, 0
