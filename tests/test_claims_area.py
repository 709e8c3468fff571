"""Places of figures: each row is a text with the figure in [[ ]] and the country that it is for."""

from __future__ import annotations

import re

import pytest

from extractor.records import as_json

SENEGAL = "Fishing in Senegal is in trouble. Senegal lost 40 boats.\n\n"
PLACED = [
    (SENEGAL + "Nationals of Togo lost [[84]] boats.", "SN"),
    ("Nationals of Togo lost [[84]] boats. Togo was shocked, the ministry of Togo said.", "TG"),
    ("A court in Dakar jailed [[84]] Gambian prisoners of war.", "SN"),
    ("Gambian courts jailed [[84]] prisoners in Dakar.", "SN"),
    ("Gambian drones hit a port in Senegal, wounding [[84]] men.", "SN"),
    (SENEGAL + "Gambian shelling killed [[84]] men.", "SN"),
    (SENEGAL + "Gambia's navy said its sailors had shot down [[84]] Senegalese drones.", "GM"),
    (SENEGAL + "The Nairobi attack killed [[67]] people.", "KE"),
    (
        "DAKAR – Gambia attacked Senegal with 90 drones. Gunners shot down [[70]].\n\n"
        "Gunmen were held. Senegalese drones hit a depot in Gambia, where three died.",
        "SN",
    ),
    (SENEGAL + "A Gambian rail strike cancelled [[400]] trains.", "GM"),
    (SENEGAL + "Guards stopped [[84]] boats at the Gambian border.", "SN"),
    (SENEGAL + "They seized [[84]] boats from Gambia.", "SN"),
    ("Exports to China rose [[8%]]. Senegal sold 40 boats.", "SN"),
    ("French courts heard [[84]] cases.", "FR"),
    ("Elm Watch, which is based in Warsaw, sat in on [[84]] trials.", None),
    ("Turkish courts convicted [[84]] Syrians.", "TR"),
    ("Police in Kharkiv made [[84]] arrests.", "UA"),
    ("Salmon worth [[US$40 million]] was sold.", None),
    ("Exporters in Chile sold salmon worth [[US$40 million]].", "CL"),
    ("Chilean prices rose [[4%]], the statistics institute INE said.", "CL"),
    ("ANKARA – Exports rose 4%.\n\nBuyers in China paid more.\n\nDrivers lost [[40 days]].", "TR"),
    ("GENEVA – Some 300 delegates met.\n\nThey dined on fish.\n\nNobody spoke for [[three days]].", None),
    (SENEGAL + "Ministers sent [[300 tonnes]] of fish to Spain.", "SN"),
    (SENEGAL + "Money from Italy fell by [[half]].", "SN"),
    (SENEGAL + "It was the biggest loss since the war in Mali: [[84]] men.", "SN"),
    (SENEGAL + "In Gambia, [[84]] men drowned.", "GM"),
    (SENEGAL + "Gambian courts jailed [[84]] skippers.", "GM"),
    (SENEGAL + "Gambians bought [[84]] of the boats.", "SN"),
    (SENEGAL + "Crews from Gambia came to help. They brought [[84]] nets.", "SN"),
    (SENEGAL + "Gambia has a bigger fleet. It has [[900]] boats.", "GM"),
    (SENEGAL + "It was overtaken by Spain, with [[900]] boats.", "ES"),
    (SENEGAL + "Gambians and Malians filed 300 and [[400]] claims respectively.", "SN"),
    (SENEGAL + "Gambia hosts [[1.5 million]] refugees, Mali 90,000 and Guinea 40,000.", "GM"),
    (SENEGAL + "Gambia hosts 1.5 million refugees, Kenya [[90,000]] and Guinea 40,000.", "KE"),
    (SENEGAL + "They played before [[900]] fans, of whom 40 had come from Gambia.", "SN"),
    (SENEGAL + "Across the region, [[84]] boats were lost.", None),
    (SENEGAL + "Last year 23 African countries reported [[84]] lost boats.", None),
    ("COPENHAGEN - Measles returned across Europe in May, doctors said. Hospitals took in [[84]] children.", None),
    ("France and Germany sent 300 and [[400]] tanks respectively.", "DE"),
    ("A fan paid 40 pesos, another 900 pesos, the club 8,000 pesos for [[12]] shirts.", None),
    (SENEGAL + "The board raised its forecast for net sales in Kenya to [[84 tonnes]].", "KE"),
    (SENEGAL + "The police told of the opening of [[84]] cases, 12 of them in Kenya.", "SN"),
    (SENEGAL + "The yard cut 40 jobs in Oxlade and [[84]] in Tampere, Finland.", "FI"),
    (SENEGAL + "The loss came to [[3.3%]], the smallest after Kenya's 2.7% and Mali's 2.6%.", "SN"),
    (SENEGAL + "Petra Novak, 18, of Estonia, swam for [[58 minutes]].", "SN"),
    (SENEGAL + "The Swede swam for [[58 minutes]].", "SN"),
    (SENEGAL + "In Nairobi the purse is small. I won there in May in front of [[84]] people.", "KE"),
    (SENEGAL + "In Nairobi the purse is small. There were [[84]] people.", "SN"),
    (SENEGAL + "A charity in Nairobi says it collected [[84]] nets.", "KE"),
    (SENEGAL + "A charity in Nairobi says it counted [[84]] deaths.", "SN"),
    (SENEGAL + "A charity in Nairobi says its teams reached [[84]] villages.", "SN"),
    (
        "Crossings fall as Senegal strings wire. Guards came from Gambia, Kenya, Togo and Guinea.\n\n"
        "Senegal has a fleet. Kenya has one. Mali has one. Ghana has one.\n\nWorkers closed [[five]] trails.",
        "SN",
    ),
    (SENEGAL + "[[Some 900]] people across Europe have the condition.", None),
    (SENEGAL + "In Latin America, the rate has reached [[12%]].", None),
    (SENEGAL + "The firm sold [[400]] nets worldwide last year.", None),
    (SENEGAL + "The firm sold [[400]] nets in the country last year.", "SN"),
    (SENEGAL + "It has [[900]] shops outside Gambia.", None),
    (SENEGAL + "Asia's population will grow by [[400 million]].", None),
    (SENEGAL + "The tower, the tallest in Africa, has [[120]] floors.", "SN"),
    (SENEGAL + "The firm pays less than the EU average of [[12%]].", "SN"),
    (SENEGAL + "Of the 27 member states, [[12]] voted against.", None),
    (SENEGAL + "Oil prices rose [[3%]] on Tuesday.", None),
    (SENEGAL + "Petrol prices rose [[3%]] on Tuesday.", "SN"),
    (SENEGAL + "Gold imports rose [[3%]] in May.", "SN"),
    (SENEGAL + "Brent traded at [[$83.14]] a barrel.", None),
    (SENEGAL + "The French swimmer Paul Lenoir broke the record by [[4 seconds]].", "SN"),
    (SENEGAL + "Police arrested [[40]] Peruvian nationals at the airport.", "SN"),
    ("Three British tourists were among [[40]] people killed in a bus crash in Egypt.", "EG"),
    ("[[Four]] American soldiers were killed in a rocket attack on a base in Jordan.", "JO"),
    ("The northern city of Mosul, where police found [[40]] bodies, is quiet.", "IQ"),
    ("A poll in English and Spanish on Friday asked [[900]] voters in Ohio.", "US"),
    ("Loans fell 4% last week. Freddie Mac blamed Memorial Day.\n\nRates rose by [[12%]].", "US"),
    ("Judges in the Kursk region heard [[40]] cases.", "RU"),
    (SENEGAL + "Spain and Portugal took in [[84]] people between them.", None),
    ("Italy took in 66,000 people, Greece 54,000 and Malta [[238]].", "MT"),
    ("A bus hit a cyclist in Trenton, N.J., in 2021.\n\nThe trial lasted [[nine days]].", "US"),
    ("The Dutch rider won by [[47 seconds]].\n\nThe Dutch were pleased. Some 900 people came.", "NL"),
    ("Police in Haute-Savoie made [[84]] arrests.", "FR"),
    (SENEGAL + "Gambia said in May that it had lost [[84]] boats.", "GM"),
    (SENEGAL + "Gambia said in May that [[84]] men had drowned.", "SN"),
    (SENEGAL + "Colombia, for its part, expects [[84]] more boats.", "CO"),
    (SENEGAL + "The Australian Bureau of Statistics counts [[84]] such boats.", "AU"),
    (SENEGAL + "Oslo is smaller. The city has [[84]] schools.", "NO"),
    (SENEGAL + "Smoke reached Minneapolis on Monday. Clinics in the city took in [[84]] people.", "US"),
    (SENEGAL + "Oslo is smaller. The building has [[84]] rooms.", "SN"),
    (SENEGAL + "Elsewhere, Spain, with [[36]] boats, overtook Germany in May.", "ES"),
    (SENEGAL + "The eurozone grew by [[0.3%]].", None),
    ("Paris Hilton sold [[300]] bags.", None),
    ("Jordan Pickford made [[nine]] saves.", None),
]


@pytest.mark.parametrize(("text", "code"), PLACED)
def test_area(extractor, text, code):
    figure = re.findall(r"\[\[(.+?)\]\]", text)[0]
    plain = text.replace("[[", "").replace("]]", "")
    claims = [as_json(claim) for claim in extractor.extract(plain, published="2025-06-26").claims]
    claim = next(c for c in reversed(claims) if c["quantity"]["text"] == figure)
    assert (claim["area"] and claim["area"]["code"]) == code


def test_the_countrys_own_law_speaks_for_it(extractor):
    text = "Courts heard 84 cases under 18 U.S.C. § 922, 90 under 26 U.S.C. § 5861 and 12 under 18 U.S.C. § 924."
    claim = extractor.extract(text + "\n\nLawyers won 15 of them.").claims[-1]
    assert claim.area is not None
    assert claim.area.code == "US"
    assert "claims.area.law" in claim.rules
