;redcode
;assert 1
        org     boot
from    dat     #0, #0
to      dat     #0, #1800
boot    mov     #8, from
        mov     #2357, to
copy    mov     <from, <to
        jmn     copy, from
        spl     @to, 0
        sub     #1231, to
        jmz     boot, from
        dat     #0
