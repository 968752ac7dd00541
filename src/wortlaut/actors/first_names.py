"""First names and the gender they usually carry in German-language news.

Source: put together by hand for this project (no list was copied); Apache-2.0 like the code.
It need not be complete: a name that is missing is still found by its office, an apposition or
the verb of speaking, and ``gender_of`` then guesses by its ending or leaves the gender open.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from wortlaut.actors.wordlists import word_list, word_set

Gender = Literal["m", "f"]

_WOMEN = word_list(
    """
    Ada Adele Adelheid Adriana Agata Agathe Agnes Agnieszka Aila Aischa Aisha Aitana Alba
    Aleksandra Alessandra Alessia Alexandra Alexia Alice Alicia Alida Alina Alma Almut Aloisia
    Alva Alwine Amal Amalia Amalie Amanda Amelia Amelie Amina Aminata Amira Amy Ana Anastasia
    Andrea Anette Angela Angelika Angelina Anica Anika Anita Anja Anke Anna Annabelle Annalena
    Annamaria Anne Annegret Anneke Anneliese Annelore Annemarie Annett Annette Anni Annika Anouk
    Antje Antoinette Antonella Antonia Ariane Arzu Asli Asma Astrid Aurelia Aurora Aylin Ayse
    Ayşe Aysel Azra Barbara Bärbel Beata Beate Beatrice Beatrix Begüm Berit Berivan Bernadette
    Berta Bertha Berna Bettina Bianca Birgit Birgitta Birte Bożena Branka Brigitte Britta Bruna
    Burcu Camilla Camille Candan Carina Carla Carlotta Carmen Carola Carolin Carolina Caroline
    Cäcilia Cécile Cecilia Celia Celina Céline Chantal Charlotte Chiara Chloe Christa Christel
    Christiane Christin Christina Christine Cindy Claire Clara Clarissa Claudia Clementine Conny
    Constanze Cora Cordula Corina Corinna Cornelia Cosima Dagmar Dalia Damla Dana Daniela Danuta
    Daria Deborah Deniz Denise Derya Desiree Diana Dijana Dilan Dilek Dina Dominique Donata Dora
    Doreen Dorina Doris Dorit Dorota Dorothea Dorothee Dorte Dunja Ebru Edda Edeltraud Edith
    Ekaterina Elena Eleni Eleonora Eleonore Elfi Elfriede Elif Eliane Elisa Elisabeth Elise
    Elizabeth Elke Ella Ellen Elli Elly Elsa Else Elsbeth Elvira Emilia Emilie Emily Emine Emma
    Emmanuelle Enya Erika Erna Esma Esra Esther Eugenia Eugenie Eva Evelin Eveline Evelyn Ewa
    Fabienne Fadime Fatima Fatma Fatou Federica Felicia Felicitas Felizitas Fenja Fiona Flavia
    Fleur Flora Florence Francesca Franka Françoise Franziska Frauke Frederike Freya Frida
    Frieda Friedel Friederike Gabriela Gabriele Gaby Galina Gerda Gerlinde Gertraud Gertrud Gesa
    Gesche Gesine Gina Ginevra Gisela Giselle Gitta Gitte Giulia Gloria Grace Greta Grete Gretel
    Gretchen Gudrun Gülsen Gunda Gundula Guadalupe Hanna Hannah Hanne Hannelore Hatice Hedda
    Hedi Hedwig Heide Heidemarie Heiderose Heidi Heidrun Heike Helen Helena Helene Helga Hella
    Helma Henriette Henrike Hera Herta Hertha Hilary Hilda Hilde Hildegard Hillary Hiltrud Huda
    Ida Ilaria Ilka Ilona Ilse Imke Ina Ines Inga Inge Ingeborg Ingrid Inka Inken Insa Irena
    Irene Irina Iris Irma Irmgard Irmtraud Isabel Isabela Isabell Isabella Isabelle Isolde Ivana
    Ivanka Ivonne Jacqueline Jadwiga Jana Jane Janet Janin Janina Janine Jasmin Jeanette
    Jeannette Jelena Jella Jennifer Jenny Jessica Jette Jill Jo Joana Joanna Johanna Jördis
    Josefa Josefine Josephine Joy Judith Jule Julia Juliana Juliane Julie Juliette Julija Juna
    Jutta Kaja Kamala Karen Karin Karina Karla Karola Karolin Karolina Karoline Kathariana
    Katharina Katherine Kathleen Kathrin Kathy Kati Katinka Katja Katrin Kaya Kerstin Khadija
    Kim Kira Kirsten Klara Klaudia Kora Kordula Kornelia Krista Kristin Kristina Krystyna Laila
    Lana Lara Larissa Latifa Laura Lauren Lea Leah Leila Lena Leni Lenka Leonie Leonora Leyla
    Lia Liane Lidia Liesel Liesbeth Lieselotte Lila Lili Lilian Lilly Lina Linda Linn Lioba Lisa
    Lisbeth Lise Liselotte Lisette Liv Livia Loredana Lore Lorena Lotta Lotte Louisa Louise
    Lucia Lucie Lucy Ludmila Luisa Luise Luzia Lydia Lykke Lyudmila Madeleine Madita Madlen
    Magda Magdalena Magdalene Maggie Maike Maja Malgorzata Malin Malina Malu Mandy Manja Manuela
    Mara Mareen Mareike Maren Margaret Margarete Margaretha Margarethe Margarita Margit Margot
    Margret Margrit Maria Mariam Mariana Marianne Marie Marieke Marielle Marietta Marija Marika
    Marina Marion Marisa Marit Marita Maritta Marlen Marlene Marlies Marta Martha Martina Mary
    Maryam Mathilda Mathilde Maud Maya Mechthild Meike Melanie Melina Melinda Melisa Melissa
    Melitta Meral Mercedes Merle Merve Meryem Meta Michaela Michelle Mila Milena Mina Mira
    Miranda Miriam Mirjam Mirjana Mona Monica Monika Monique Muriel Myriam Nada Nadia Nadine
    Nadja Naemi Nancy Naomi Natalia Natalie Natalija Natascha Nathalie Nele Nesrin Nicole
    Nicoletta Nike Nikola Nina Ninja Nora Norma Nuray Nurcan Nura Nuria Oda Odile Ofelia Olena
    Olga Olha Olivia Olympia Ottilie Özlem Paloma Pamela Paola Patricia Patrizia Paula Paulina
    Pauline Penelope Perla Petra Petronella Philippa Philomena Phoebe Pia Pilar Pinar Priska
    Priya Rabea Rachel Rafaela Ragna Ragnhild Rahel Raissa Ramona Raphaela Rebecca Rebekka
    Regina Regine Regula Reinhild Renata Renate Resi Ria Ricarda Rika Rita Roberta Romana Romina
    Romy Ronja Rosa Rosalia Rosalie Rosanna Rose Rosemarie Rosi Rosina Roswitha Roxana Ruth
    Sabina Sabine Sabrina Sahra Salma Salome Samantha Samira Sandra Sandrine Saoirse Sara Sarah
    Saskia Scarlett Selina Selma Serap Seraina Sevgi Sevim Sibel Sibylle Siegrid Sieglinde
    Sigrid Sigrun Silja Silke Silvana Silvia Simona Simone Sina Sinja Siri Sofia Sofie Solveig
    Sonia Sonja Sophia Sophie Stefanie Steffi Stella Stephanie Sunniva Susan Susana Susann
    Susanna Susanne Susi Suzanne Svea Svenja Svetlana Swantje Swetlana Sybille Sylke Sylvia
    Sylvie Tabea Talia Tamar Tamara Tanja Tania Tarja Tatiana Tatjana Teresa Tessa Thea Theodora
    Theresa Therese Theresia Thekla Tilda Tina Tine Tomma Traudel Traute Trixi Trude Tülay Tuba
    Ulla Ulrike Undine Ursel Ursula Ute Uta Valentina Valeria Valerie Valerija Vanessa Vera
    Verena Verona Veronica Veronika Veronique Vesna Victoria Viktoria Viktorija Viola Violetta
    Virginia Vivian Viviane Vivien Walburga Waltraud Waltraut Wanda Wencke Wenke Wiebke
    Wilhelmine Wilma Xenia Yasemin Yasmin Yolanda Yulia Yvette Yvonne Zainab Zara Zehra Zelda
    Zenzi Zeynep Zita Zlata Zoe Zofia Zora Zuzana Zsófia Ágnes Ilse Katalin Erzsébet Ludmilla
    Oksana Xiomara Soledad Dolores Consuelo Esperanza Nomvula Thandiwe Ngozi Chimamanda Wangari
    Amara Adaeze Ximena Mei Ling Yuki Sakura Haruka Akiko Yoko Keiko Indira Sonali Lakshmi
    Deepika Sunita Marija Wiktoria Nadeschda Jekaterina Nastja Darja Anastasija Walentina Soja
    Ljudmila Tamta Salome Maia Nino Ketewan Marlis Veronika Vroni Zenta Traudl Annerose Rosmarie
    Hannerl Gundi Regula Ursina Flurina Ladina Corina Aline Margrethe Mette Dorthe Inger Kirsti
    Solvej Sanna Aino Riikka Kaisa Tuula Päivi Liisa Kadri Corinne Grit Dilara Noemi Luna Dörte
    Birthe Femke Wibke Polina Letizia Yara Gülay Leonor Catalina Danica Graciela Margarida Vreni
    Radka Rieke Inês Lucía Teodora Kersti Ingrida Dalia Vaira Rasa Jūratė Krišjāne Evika Evika
    Mairead Siobhan Niamh Aoife Theres
    """
)

_MEN = word_list(
    """
    Aaron Abbas Abdallah Abdel Abdul Abdullah Abdulrahman Abel Abraham Achim Adalbert Adam Adel
    Adem Adolf Adrian Adriano Ahmad Ahmed Ahmet Alain Alan Alban Albert Alberto Albrecht Aldo
    Alec Alejandro Aleksandar Aleksander Alessandro Alex Alexander Alexandre Alexandros Alexej
    Alexei Alexis Alfons Alfonso Alfred Alfredo Ali Alois Aloys Alwin Amadeus Amin Amir Anatol
    Anatoli Anders Andi Andre André Andreas Andrej Andrei Andres Andrew Andri Andrij Andrzej
    Andy Angelo Anis Ansgar Anselm Anthony Antoine Anton Antonin Antonio António Antti Aras
    Arash Aris Armin Armando Arnd Arndt Arne Arno Arnold Arnulf Arthur Artjom Artur Arturo
    Ashraf Attila August Augustin Aurelio Aurel Axel Aydin Aziz Baldur Balthasar Baptiste Barack
    Baris Barnabas Bart Bartholomäus Bashar Bassam Bastian Bekir Ben Benedict Benedikt Benjamin
    Benito Benno Beppe Bernard Bernd Bernhard Bernie Bert Berthold Bertold Bertram Bilal Bill
    Birger Björn Bob Bodo Bogdan Boris Börje Brad Brian Bruce Bruno Bülent Burak Burkhard
    Burkhart Carl Carlo Carlos Carsten Can Cedric Cem César Charles Charlie Chris Christian
    Christof Christoph Christophe Christopher Claas Clark Claude Claudio Claudius Claus Clemens
    Clement Colin Conrad Constantin Cord Cornelius Cyril Daniel Daniele Daniil Danilo Danny
    Dario Darius Dave David Davide Davud Dawid Dean Deniz Denis Dennis Detlef Detlev Didier
    Diego Dierk Dieter Dietmar Dietrich Dimitri Dimitrij Dimitrios Dirk Ditmar Dmitri Dmitrij
    Dmytro Dominic Dominik Domenico Donald Donatus Dorian Douglas Dragan Dušan Dursun Ebbo
    Eberhard Eckart Eckhard Eckehard Eddy Edgar Edmund Edouard Eduard Eduardo Edward Edwin
    Egbert Eginhard Egon Ehud Eike Einar Ekkehard Ekkehart Ekrem Elias Elmar Elon Emanuel Emil
    Emilio Emin Emir Emmanuel Emmerich Emre Engelbert Enno Enrico Enrique Erdogan Erhard Erhart
    Eric Erich Erik Erkan Ernesto Ernst Erol Erwin Esteban Étienne Eugen Eugene Ewald Fabian
    Fabio Fabrice Falk Falko Farid Faruk Fatih Federico Felipe Felix Ferdinand Ferdi Ferenc
    Fernando Ferry Fidel Filip Filippo Finn Firat Florian Florin Folkert Francesco Francis
    Francisco Franco François Frank Franklin Frans Frantisek Franz Franz-Josef Fred Frederic
    Frederick Frederik Fredrik Fridolin Friedemann Friedhelm Friedrich Frieder Friso Frits Fritz
    Fynn Gabor Gabriel Gaston Gebhard Geert Gene Gennadi Georg George Georges Georgi Georgios
    Gerald Gerard Gérard Gerd Gereon Gerhard Gerhart Germann Gernot Gero Gerold Gerolf Gerrit
    Gert Gianni Gilbert Gilles Gino Giorgio Giorgos Giovanni Giulio Giuseppe Goran Gordon Göran
    Gottfried Gotthard Götz Gottlieb Graham Greg Gregor Gregory Guido Gunnar Gunter Gunther
    Günter Günther Gustav Guy Hagen Hakan Hakon Hamid Hamza Hanno Hannes Hans Hans-Dieter
    Hans-Georg Hans-Joachim Hans-Jürgen Hans-Peter Hanspeter Hansjörg Harald Hardy Hario Hark
    Harm Haro Harro Harry Hartmut Hartwig Hasan Hassan Haval Heiko Heiner Heini Heinrich Heinz
    Hektor Helge Hellmut Helmut Helmuth Hendrik Hennes Henning Henri Henrik Henry Herbert
    Heribert Hermann Herman Hermes Hilmar Hinnerk Hinrich Holger Horst Hubert Hubertus Hugh Hugo
    Humbert Hussein Hüseyin Ian Ibrahim Ignaz Ignacio Igor Ilhan Ilja Ilyas Imre Ingo Ingolf
    Ingmar Isaac Ismail Ismet Issa Ivan Ivo Iwan Jack Jacob Jacek Jacques Jaime Jakob Jakub
    James Jamal Jan Janek Janik Janko Janne Jannik Jannis Janosch János Jaroslaw Jarosław Jason
    Jasper Javier Jean Jean-Claude Jeff Jefferson Jens Jeremy Jerome Jérôme Jesko Jesper Jesús
    Jewgeni Jim Jimmy Jiří Joachim Joaquín Joe Joel Johan Johann Johannes John Johnny Johnson
    Jon Jonas Jonathan Jonny Jordan Jorge Jörg Jörn Joris Jos José Josef Joseph Joshua Josua
    Josip Jost Juan Julian Julien Julius Juri Jürg Jürgen Jurij Justin Justus Kai Kaspar Kamal
    Karim Karl Karl-Heinz Karlheinz Karsten Kay Kemal Ken Kenneth Kevin Kilian Kim Kirill Klaas
    Klaus Klemens Knut Kofi Konrad Konstantin Korbinian Kostas Krzysztof Kuno Kurt Kwame Lars
    Larry Laszlo László Laurent Laurenz Laurin Lech Leif Lennart Lennard Lenz Leo Leon Leonard
    Leonardo Leonhard Leonid Leopold Leszek Levent Levi Levin Lewis Liam Linus Lion Loïc Lorenz
    Lorenzo Lothar Louis Luca Lucas Lucian Luciano Ludger Ludwig Luigi Luis Luiz Luka Lukas Lutz
    Magnus Mahmoud Mahmud Malik Malte Manfred Mansur Manuel Mao Marc Marcel Marcello Marcelo
    Marcin Marco Marcos Marcus Marek Marian Mariano Marijan Mario Marius Mark Marko Markus
    Marlon Marten Martin Marvin Massimo Mateo Mateusz Mathias Mathieu Mathis Matteo Matthew
    Matthias Matthieu Maurice Mauricio Maurizio Mauro Max Maxim Maxime Maximilian Mehdi Mehmet
    Meik Meinhard Meinrad Mert Metin Michael Michail Michal Michel Michele Miguel Mihai Mikael
    Mike Mikhail Miklós Milan Miloš Mirko Miro Miroslav Moritz Mohamed Mohammad Mohammed
    Mohammad Moshe Muhammad Muhammed Murat Musa Mustafa Nabil Nathan Nathanael Navid Necati
    Nedim Nelson Nepomuk Niccolò Nicholas Nick Nico Nicola Nicolaj Nicolai Nicolas Nicolás Niels
    Nigel Nihat Niklas Niko Nikola Nikolai Nikolaj Nikolas Nikolaus Nikos Nils Noah Noam Noel
    Norbert Norman Oezcan Oguz Okke Olaf Ole Oleg Oleh Oleksandr Oleksij Oliver Olivier Omar
    Onno Orhan Orlando Oskar Oscar Osman Oswald Otfried Othmar Otmar Ottmar Otto Ove Özgür Ömer
    Pablo Paolo Pascal Pasquale Patrice Patrick Paul Paulo Pavel Pawel Paweł Pawlo Pedro Peer
    Per Percy Peter Petr Petro Phil Philip Philipp Philippe Pierre Piet Pieter Pietro Piotr
    Pirmin Pius Quirin Quentin Radek Radoslaw Rafael Raffael Rafał Raik Raimund Rainer Ralf
    Ralph Ramón Ramin Ramazan Randolf Raoul Raphael Rasmus Raúl Ray Raymond Recep Reiner
    Reinhard Reinhold Reinold Remo Renato Rene René Renzo Reto Rex Reza Ricardo Riccardo Richard
    Rick Rico Rifat Robby Robert Roberto Robin Rocco Rod Roderich Rodolfo Rodrigo Roger Roland
    Rolf Rolando Roman Romano Romeo Ron Ronald Ronny Rosario Roy Ruben Rüdiger Rudi Rudolf Rufus
    Rupert Ruslan Ryan Said Salih Salim Salman Salvador Salvatore Sam Sami Samir Samuel Sander
    Sandro Santiago Sascha Saša Scott Sean Sebastian Sedat Seif Selim Serdar Sergei Sergej
    Sergio Serhij Serkan Severin Seymour Siegbert Siegfried Siegmar Siegmund Sigmar Sigmund
    Silas Silvan Silvio Simon Sinan Slobodan Sönke Sören Spiros Stanislaw Stanislaus Stefan
    Stefano Steffen Sten Stephan Stephen Steve Steven Stjepan Stuart Süleyman Sven Svante Swen
    Sylvain Tadeusz Taha Taner Tankred Tarek Tariq Tarik Tassilo Tayfun Ted Thaddäus Theo
    Theodor Thierry Thilo Thomas Thore Thorben Thorsten Thorwald Tibor Till Tilman Tilmann Tilo
    Tim Timm Timo Timothy Titus Tjark Tobias Tom Tomas Tomasz Tomáš Tommy Toni Tony Torben Torge
    Torsten Traugott Tristan Udo Ueli Uli Ullrich Ulrich Ulf Umberto Umut Urban Urs Uwe Valentin
    Valerij Vasco Veit Veli-Matti Viktor Victor Vincent Vincenzo Vinzenz Vitali Vitalij Vito
    Vjekoslav Vladimir Volker Volkmar Volodymyr Waldemar Walid Walter Walther Warren Wassili
    Wendelin Wenzel Werner Wieland Wilfried Wilhelm Willem Willi William Willibald Willy
    Winfried Wim Witalij Wjatscheslaw Wladimir Wladislaw Wolf Wolfgang Wolfram Wolodymyr Xaver
    Xavier Yannick Yanis Yasin Yilmaz Yousef Youssef Yunus Yusuf Yves Zacharias Zbigniew Zdravko
    Zlatan Zoltan Zoran Aleksej Anatolij Arkadi Dawid Denys Fjodor Gennadij German Grigori Ihor
    Jegor Jewgenij Konstantyn Leonyd Maksym Mykola Mychajlo Nikita Oleksiy Pjotr Roman Sergeij
    Stepan Taras Timofej Walerij Waleri Wadim Witali Xi Kassym Qassym Kassym-Schomart Nursultan
    Islam Ilham Nikol Schawkat Emomali Sadyr Schomart Abe Shinzo Hiroshi Kenji Takeshi Taro
    Haruki Jin Wei Ming Hao Rahul Rajesh Sanjay Vijay Arjun Narendra Anil Sunil Manmohan Kwasi
    Oluwaseun Chinedu Emeka Thabo Sipho Jacob Desmond Kenji Mamadou Ousmane Moussa Idrissa
    Ibrahima Cheikh Boubacar Amadou Sékou Abdoulaye Salif Issouf Blaise Laurentius Veikko Jukka
    Pekka Timo Mikko Heikki Matti Sauli Juha Kimmo Kåre Olav Øyvind Trond Gunnar Snorri Bjarni
    Kjell Lasse Søren Jesper Poul Anker Jón Ólafur Mikael Göran Håkan Stig Ulf Bengt Åke Beat
    Köbi Ruedi Urban Marcus Livio Gion Timur Nurlan Suleiman Etienne Giacomo Tommaso Matthäus
    Luc Lucio Patricio Edin Ulli Hajo Arvid Leander Caspar Jamil Nasser Jochen Heino Maik Rui
    Arsen Bernward Ruprecht Kasimir Hernán Andris Duri Jachen Placidus Seppi Sepp Schorsch Hias
    Girgl Vitus Ägidius Servatius
    """
)

_BOTH = word_set(
    """
    Andrea Deniz Dominique Jo Kim Nikola Robin Eike Kaya Rosario Toni
    """
)

FIRST_NAMES: dict[str, Gender | None] = {}
"""Name to gender; None where the name is carried by women and men alike."""
for _name in _MEN:
    FIRST_NAMES[_name] = "m"
for _name in _WOMEN:
    FIRST_NAMES[_name] = None if FIRST_NAMES.get(_name) == "m" else "f"
for _name in _BOTH:
    FIRST_NAMES[_name] = None
FIRST_NAMES["Andrea"] = "f"

_MASCULINE_A = ("scha", "kola", "kita", "lija", "issa", "ura", "ika")


@lru_cache(maxsize=4096)
def is_first_name(word: str) -> bool:
    """Whether the list knows ``word`` ("Qassym-Schomart" by its parts)."""
    if word in FIRST_NAMES:
        return True
    return "-" in word and all(part in FIRST_NAMES for part in word.split("-"))


@lru_cache(maxsize=4096)
def gender_of(word: str) -> Gender | None:
    """The gender that a first name points to; None where it says nothing.

    >>> gender_of("Henning"), gender_of("Hans-Joachim"), gender_of("Xanira"), gender_of("Kim")
    ('m', 'm', 'f', None)
    """
    if word in FIRST_NAMES:
        return FIRST_NAMES[word]
    head = word.split("-")[0]
    if head != word and head in FIRST_NAMES:
        return FIRST_NAMES[head]
    if word.endswith("a") and not word.endswith(_MASCULINE_A):
        return "f"
    if word.endswith(("us", "os", "o", "ek", "ert", "ard", "old", "wig", "bert", "mir", "slav")):
        return "m"
    return None
