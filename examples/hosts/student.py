# SPDX-License-Identifier: MIT
"""The student network from Python, by ctypes: python3 student.py libcauseway.so student.scm"""
import ctypes
import sys
from fractions import Fraction


class Causeway:
    """As much of a binding as the example needs."""

    def __init__(self, library):
        self.lib = ctypes.CDLL(library)
        for name in ("cw_error_text", "cw_answer_number", "cw_answer_row_number", "cw_answer_column"):
            getattr(self.lib, name).restype = ctypes.c_char_p
        self.lib.cw_answer_rows.restype = ctypes.c_size_t

    def call(self, function, *arguments):
        """The result of a call that has a result and an error at its end."""
        result, error = ctypes.c_void_p(), ctypes.c_void_p()
        if getattr(self.lib, function)(*arguments, ctypes.byref(result), ctypes.byref(error)) != 0:
            text = self.lib.cw_error_text(error).decode()
            self.lib.cw_error_free(error)
            raise ValueError(text)
        return result


class Value(ctypes.Structure):
    _fields_ = [("kind", ctypes.c_int), ("boolean", ctypes.c_int), ("text", ctypes.c_char_p)]


class Model:
    def __init__(self, causeway, path):
        self.causeway = causeway
        self.handle = causeway.call("cw_model_load", path.encode(), None)

    def __del__(self):
        if hasattr(self, "handle"):
            self.causeway.lib.cw_model_free(self.handle)

    def query(self, text):
        """A Fraction, or a list of pairs of a value and a Fraction."""
        lib = self.causeway.lib
        answer = self.causeway.call("cw_model_query", self.handle, text.encode(), None)
        try:
            number = lib.cw_answer_number(answer)
            if number is not None:
                return Fraction(number.decode())
            rows, value = [], Value()
            for row in range(lib.cw_answer_rows(answer)):
                lib.cw_answer_value(answer, ctypes.c_size_t(row), ctypes.c_size_t(0), ctypes.byref(value))
                probability = lib.cw_answer_row_number(answer, ctypes.c_size_t(row)).decode()
                rows.append((value.text.decode(), Fraction(probability)))
            return rows
        finally:
            lib.cw_answer_free(answer)


if __name__ == "__main__":
    model = Model(Causeway(sys.argv[1]), sys.argv[2])
    print("P(letter = strong) =", model.query("P(letter = strong)"))
    for grade, probability in model.query("dist(grade | letter = strong)"):
        print(grade, probability)
    try:
        model.query("P(letter = stong)")
    except ValueError as error:
        print(error, end="")
