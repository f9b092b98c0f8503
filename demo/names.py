"""Made-up names, as an Oslo school's lists would have them: given names and surnames that go together."""

import random
from collections.abc import Iterator
from typing import NamedTuple


class Names(NamedTuple):
    """A stock of names; `share` is how many of a hundred people are named from it."""

    share: int
    given: tuple[str, ...]
    surnames: tuple[str, ...]


def _stock(share: int, given: str, surnames: str) -> Names:
    return Names(share, tuple(given.split()), tuple(surnames.split()))


STOCKS = (
    _stock(
        58,
        "Ada Agnes Aksel Alma Amalie Anna Astrid Aurora Birk Brage Eira Elias Ella Emil Emma Even Filip Frida Hedda "
        "Henrik Ida Iben Ingrid Jakob Jenny Johan Johannes Kasper Kristian Lea Lilly Live Ludvig Magnus Maja Mathias "
        "Mikkel Nora Odin Olav Oline Oskar Peder Sander Sara Sigrid Sigurd Solveig Sondre Synne Tiril Tobias Trym "
        "Ulrik Vetle Vilde William Ylva Øystein Åse",
        "Aasland Bakken Berge Bjerke Brekke Dahle Eikeland Engen Fagerli Fjeldstad Fossum Granli Grøtting Hagen "
        "Haugland Hegge Holmen Håland Kleven Kvamme Lillebø Lunde Lysaker Moen Myhre Nordby Næss Rognli Ruud Rønning "
        "Sandvik Skogli Solheim Stokke Sørlie Tangen Tveit Ulvestad Vik Ødegård Østby Ås",
    ),
    _stock(
        14,
        "Aisha Ali Amina Areeba Bilal Danyal Fatima Hamza Hira Imran Iqra Maryam Mehwish Rayan Saad Sana Sofia Usman "
        "Yasmin Zara",
        "Ahmad Akhtar Anwar Aslam Bashir Butt Chaudhry Hussain Iqbal Javed Mahmood Malik Mirza Rashid Saleem Tariq",
    ),
    _stock(
        9,
        "Abdirahman Ayaan Ayub Deqa Filsan Hodan Idil Ilyas Khadra Liban Mahad Najma Sagal Samira Sumaya Zakaria",
        "Abdi Adan Ahmed Aden Barre Hassan Ibrahim Isse Jama Mohamud Nur Omar Osman Warsame Yusuf",
    ),
    _stock(
        6,
        "Aleksander Antoni Filip Hanna Igor Jakub Julia Kacper Lena Maja Natalia Nikola Oliwia Szymon Zofia Zuzanna",
        "Adamczyk Banas Dudek Gajda Kaczmarek Kubiak Mazurek Pawlak Pietrzak Sikora Stasiak Wilczek Wrobel",
    ),
    _stock(
        5,
        "An Bao Hanh Hieu Khanh Lan Linh Long Mai Minh Ngoc Phuong Quang Thao Thuy Tuan",
        "Bui Dang Dinh Doan Huynh Lam Luong Ngo Pham Phan Truong Vo",
    ),
    _stock(
        5,
        "Abel Bethlehem Daniel Eden Feven Filmon Hermela Luwam Merhawi Natnael Rahel Ruta Samuel Selam Senait Yonas",
        "Berhane Gebre Ghebremedhin Habte Haile Kidane Mehari Mengis Tekle Tesfay Woldu Zerai",
    ),
    _stock(
        3,
        "Aylin Baran Berfin Defne Deniz Emre Esra Kerem Melisa Mert Rojin Rojda Selin Zelal",
        "Aydin Celik Demir Kaya Koc Polat Sahin Tas Yildiz Yilmaz",
    ),
)


def made_up(chance: random.Random) -> Iterator[str]:
    """Names without end, each once; every sixth person or so has two surnames."""
    given_out: set[str] = set()
    while True:
        stock = chance.choices(STOCKS, [stock.share for stock in STOCKS])[0]
        surnames = chance.sample(stock.surnames, 2 if chance.random() < 0.15 else 1)
        name = " ".join((chance.choice(stock.given), *surnames))
        if name not in given_out:
            given_out.add(name)
            yield name
