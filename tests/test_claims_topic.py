"""Topics: each row is a text with the figure in [[ ]] and the offence, purpose or matter that it is about."""

from __future__ import annotations

import re

import pytest

TOPICS = [
    # the offence behind a verb or noun of legal process
    ("Courts convicted [[84]] men for desertion.", "desertion"),
    ("Courts convicted [[84]] men of desertion.", "desertion"),
    ("Courts found [[84]] men guilty of treason.", "treason"),
    ("Courts acquitted [[84]] men of treason.", "treason"),
    ("Some [[84]] men were charged with treason.", "treason"),
    ("Some [[84]] men stand accused of treason.", "treason"),
    ("Police arrested [[84]] men on suspicion of arson.", "arson"),
    ("Police arrested [[84]] men over the riot.", "riot"),
    ("Judges fined [[84]] drivers for speeding.", "speeding"),
    ("Judges jailed [[84]] men for refusing to serve.", "refusing to serve"),
    ("Judges jailed [[84]] men for insulting the king.", "insulting the king"),
    ("Judges sentenced [[84]] men on drug charges.", "drug charges"),
    ("Some [[84]] men were hanged on charges of murder.", "murder"),
    ("Police opened [[84]] cases of fraud.", "fraud"),
    ("Police opened [[84]] fraud cases.", "fraud"),
    ("Police opened [[84]] draft-evasion cases.", "draft-evasion"),
    ("Police opened [[84]] investigations into fraud.", "fraud"),
    ("The conviction of [[84]] men for fraud drew protests.", "fraud"),
    ("The office received [[84]] complaints about noise.", "noise"),
    ("Police logged [[84]] crimes against children.", "children"),
    ("The tribunal issued [[84]] verdicts for theft.", "theft"),
    ("Another [[84]] soldiers faced trial for theft.", "theft"),
    ("Some [[84]] men were booked for sale of drugs.", "sale of drugs"),
    ("Police opened [[84]] cases over the sale of drugs.", "sale of drugs"),
    ("The town recorded [[84]] deaths from cholera.", "cholera"),
    ("Doctors treated [[84]] cholera patients.", "cholera"),
    ("Syrians lodged [[84]] asylum applications.", "asylum"),
    ("The town received [[84]] claims for asylum.", "asylum"),
    ("Some [[84]] people sought asylum in May.", "asylum"),
    ("Some [[84]] people marched against the war.", "war"),
    # the subject of what is said of a count
    ("The number of people who applied for asylum fell to [[84]] in May.", "asylum"),
    ("Convictions for bribery rose to [[84]].", "bribery"),
    ("The figure for smuggling was [[84]].", "smuggling"),
    ("The figure for Poland was [[84]].", None),
    ("Bribery is punishable by up to [[eight years]] in prison.", "Bribery"),
    # rankings and labels
    ("Bribery led the list with [[84]] convictions, followed by theft with 31.", "Bribery"),
    ("Bribery led the list with 84 convictions, followed by theft with [[31]].", "theft"),
    ("Bribery led the list with 84 convictions, followed by theft (31) and arson ([[12]]).", "arson"),
    ("Bribery (Article 290): [[84]] convictions, 12 more than in 2023.", "Bribery"),
    # a number alone
    ("Courts convicted 84 men of theft and [[12]] of fraud.", "fraud"),
    ("Courts convicted 84 men for theft and [[12]] for fraud.", "fraud"),
    ("Courts tried 84 men for theft, as well as [[12]] for fraud.", "fraud"),
    ("Police made 14 arrests: [[nine]] for theft and five for fraud.", "theft"),
    ("Police made 14 arrests: nine for theft and [[five]] for fraud.", "fraud"),
    ("Courts convicted 84 men of fraud. Of these, [[12]] appealed.", "fraud"),
    # what the subject names
    ("Sedition cases fell to [[11]].", "Sedition"),
    ("Murder accounted for [[28]] cases.", "Murder"),
    ("Treason convictions doubled to [[28]].", "Treason"),
    ("Absence was the most common charge, with [[84]] soldiers convicted.", "Absence"),
    ("The average term for treason rose to [[12 years]].", "treason"),
    # a purpose
    ("Berlin will send [[$160m]] for air defence.", "air defence"),
    ("The fund gave [[$50,000]] for music.", "music"),
    ("The state set aside [[€3 million]] for fast-track courts.", "fast-track courts"),
    ("The state will spend [[€3 million]] on schools.", "schools"),
    ("The firm invested [[€3 million]] in solar power.", "solar power"),
    ("Some [[5,000]] people are waiting for surgery.", "surgery"),
    ("The clinic treated [[230]] people for burns.", "burns"),
    ("Doctors vaccinated [[230]] children against measles.", "measles"),
    ("Some [[230]] farmers applied for loans.", "loans"),
    ("Some [[230]] people died of dengue.", "dengue"),
    # what a provision names
    (
        "Article 337 of the Criminal Code, which deals with absence without leave, is old.\n\n"
        "Courts heard [[84]] cases under Article 337 of the Criminal Code.",
        "absence without leave",
    ),
    # no topic
    ("Some [[84]] men were convicted of this crime.", None),
    ("Courts convicted [[84]] men in May.", None),
    ("Courts convicted [[84]] men for a second time.", None),
    ("The firm sold the ship for [[$5 million]].", None),
    ("The firm paid [[$5 million]] for 12 ships.", None),
    ("Two of the [[84]] men were convicted.", None),
    ("The firm will cut [[450]] of its 6,200 jobs.", None),
    ("Spain accounted for [[28]] tonnes.", None),
    ("The team won [[12]] games.", None),
    ("The strike lasted [[12 days]].", None),
    ("Some [[40%]] of voters stayed at home.", None),
    ("He was [[34]] and lived in the city.", None),
    ("The plane carried [[84]] people to the coast.", None),
    ("The prison holds [[300]] men with their sons.", None),
    # offences that hold a place in a list or a ranking; parties, penalties, sums
    ("Theft accounts for 84 cases, fraud for [[31]] and arson for 12.", "fraud"),
    ("Theft accounts for 84 cases, fraud for 31 and arson for [[12]].", "arson"),
    ("Slander made up 84% of the cases, fraud 15% and perjury [[9%]].", "perjury"),
    ("Bribery (Article 290 of the Criminal Code) accounts for [[84]] cases, theft (Article 158) for 31.", "Bribery"),
    ("Bribery (Article 290 of the Criminal Code) accounts for 84 cases, theft (Article 158) for [[31]].", "theft"),
    ("Defying an order (Article 332 of the Criminal Code) accounts for [[84]] cases.", "Defying an order"),
    ("Arson was a distant second, with [[84]] cases.", "Arson"),
    ("The commonest charge was arson: [[84]] verdicts.", "arson"),
    ("Arson was the commonest charge: [[84]] verdicts.", "Arson"),
    ("Arson topped the list with 84 convictions, followed by theft, with [[12]].", "theft"),
    ("Arson topped the list with 84 convictions. It was followed by theft, with [[12]].", "theft"),
    ("Theft, with [[84]] cases, was the most common charge.", "Theft"),
    ("Poland came next, with [[84]] cases.", None),
    ("Fraud defendants numbered [[84]].", "Fraud"),
    ("Courts tried [[84]] fraud defendants.", "fraud"),
    ("Courts tried [[84]] army defendants.", None),
    ("Insulting a judge resulted in [[84]] convictions.", "Insulting a judge"),
    ("The police made [[84]] arrests.", None),
    ("The commission produced [[84]] indictments.", None),
    ("Of the 120 cases, [[84]] involved theft.", "theft"),
    ("In [[84]] cases the charge was theft.", "theft"),
    ("She got [[six years]] for high treason.", "high treason"),
    ("He faces up to [[six years]] if convicted of treason.", "treason"),
    ("Convicted of treason, he received [[six years]].", "treason"),
    ("She was banned from office for [[ten years]] for taking bribes.", "taking bribes"),
    ("She worked [[six years]] for a bank.", None),
    ("The law provides for up to [[nine years]] in prison for taking bribes.", "taking bribes"),
    ("The average sentence in bribery cases was [[nine years]].", "bribery"),
    ("The average term for treason has crept up from [[nine years]] in 2020 to twelve.", "treason"),
    ("The number of new bribery cases was [[84]].", "bribery"),
    ("The firm paid [[$31 million]] in fines.", "fines"),
    ("The plan saves the town [[$31 million]] a year in costs.", "costs"),
    ("The firm paid [[$31 million]] in cash.", None),
    ("The firm set aside [[$31 million]] to cover losses on old loans.", "losses"),
    ("Officers wrote [[84]] tickets for speeding.", "speeding"),
    ("Under Article 402 of the Criminal Code (disobedience) 84 men stood trial, and [[31]] under Article 409.", None),
    (
        "The top offenses were defying an order (Article 92 of the Code), at 28%, and drunken driving, at [[9%]].",
        "drunken driving",
    ),
    ("The firm has 900 staff, [[120]] in Oslo.", None),
    ("Drug offences make up 44% of all sentences, theft 21% and fraud [[9%]].", "fraud"),
    ("Some 44 soldiers were found guilty of desertion and [[nine]] of theft.", "theft"),
]


@pytest.mark.parametrize(("text", "topic"), TOPICS)
def test_topic_of(extractor, text, topic):
    before, figure, after = re.split(r"\[\[|\]\]", text)
    claims = extractor.extract(before + figure + after, published="2025-06-26").claims
    found = next(c for c in claims if c.quantity.start < len(before) + len(figure) and c.quantity.end > len(before))
    assert (found.topic and found.topic.text) == topic, found.topic and found.topic.text
