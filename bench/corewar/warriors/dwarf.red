;redcode-94
;assert 1
        add.ab  #4, $3
        mov.i   $2, @2
        jmp     $-2
        dat     #0, #0
