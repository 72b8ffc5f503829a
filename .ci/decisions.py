"""Decisions of every verb for two articles, made from what `dossier extract` proposes: JSON Lines for `dossier decide`.

    python3 .ci/decisions.py DOSSIER FIRST PUBLISHED SECOND PUBLISHED
"""

import json
import os
import subprocess
import sys

dossier, first, first_published, second, second_published = sys.argv[1:]


def extracted(path, published):
    out = subprocess.run([dossier, "extract", path, "--published", published], check=True, capture_output=True)
    return json.loads(out.stdout)


def say(**decision):
    print(json.dumps(decision, ensure_ascii=False))


one, two = extracted(first, first_published), extracted(second, second_published)
names = {id(one): os.path.basename(first), id(two): os.path.basename(second)}
taken = {id(one): set(), id(two): set()}


def at(article, item):
    return {"article": names[id(article)], "start": item["start"], "end": item["end"]}


def mentions(article, *labels):
    for item in article["mentions"]:
        key = (item["start"], item["end"], item["label"])
        if item["label"] in labels and key not in taken[id(article)]:
            taken[id(article)].add(key)
            yield item


# Single mentions: accepted, rejected, doubtful, reopened.
people = list(mentions(one, "person"))
for item in people:
    say(do="accept", **at(one, item), label="person")
say(do="doubtful", **at(one, people[-1]), label="person")
say(do="reopen", **at(one, people[-1]), label="person")
say(do="accept", **at(one, people[-1]), label="person")
dates = list(mentions(one, "date"))
say(do="reject", **at(one, dates[0]), label="date")
say(do="change", **at(one, dates[1]), label="date", to={"value": "2023-10"})
# All of one name, here, in the dossier, for always.
country = next(item for item in one["mentions"] if item["label"] == "place" and one["text"].count(item["text"]) > 2)
say(do="accept", name=country["text"], label="place", where="article", article=names[id(one)])
other_country = next(
    item for item in one["mentions"] if item["label"] == "place" and item["text"] not in (country["text"], country["text"].upper())
)
say(do="accept", name=other_country["text"], label="place", where="dossier")
group = next(item for item in one["mentions"] if item["label"] == "group")
say(do="accept", name=group["text"], label="group", where="always")
# Who stands in both articles is one person: joined, taken apart, joined again, all before the name means two cards.
shared = next(
    (mine["name"], two["mentions"][theirs["mentions"][0]])
    for mine in one["entities"]
    for theirs in two["entities"]
    if mine["label"] == theirs["label"] == "person" and mine["name"] == theirs["name"]
)
say(do="same_as", **at(two, shared[1]), entity=shared[0])
say(do="rename", entity=shared[0], to=shared[0] + " (joined)")
say(do="split", entity=shared[0] + " (joined)", mentions=[at(two, shared[1])])
# Claims of each kind: accepted, rejected, edited, made by hand.
for article in (one, two):
    for kind, key in (("role", "roles"), ("quote", "quotes"), ("figure", "figures"), ("event", "events")):
        for index, item in enumerate(article[key]):
            verb = "reject" if index == len(article[key]) - 1 and index > 0 else "accept"
            say(do=verb, **at(article, item), kind=kind)
figure = {**at(one, one["figures"][0]), "kind": "figure"}
other = {**at(two, two["figures"][-1]), "kind": "figure"}
say(do="edit", claim=figure, to={"population": "refugees without papers", "low": 460001})
word = one["text"].index("crackdown")
say(do="create", article=names[id(one)], start=word, end=word + len("crackdown"), label="event")
say(do="create_claim", kind="event", article=names[id(one)], start=word, end=word + len("crackdown"), type="expulsion",
    modality="happened", date="2023-12")
# Figures of one thing, and how they differ.
say(do="measure", figures=[figure, other], name="Afghans in Pakistan")
say(do="differ", claims=[figure, other], how="different_things", prefer=figure, note="left, against hosted")
# Names of the other article: who stands in both is one, taken apart, and one again.
full = {}
for article in (one, two):
    for entity in article["entities"]:
        if entity["label"] == "person":
            full.setdefault(entity["name"], []).append(article["mentions"][entity["mentions"][0]])
others = [name for name, found in full.items() if len(found) == 1 and len(name.split()) > 1]
say(do="different", entities=others[:2])
say(do="rename", entity=others[0], to=others[0] + " (Sr.)")
say(do="alias", entity=others[1], to="Spokesman " + others[1])
say(do="identify", entity=others[1], scheme="wikidata", id="Q1")
# The articles themselves.
say(do="zone", article=names[id(one)], start=0, end=one["text"].index("\n"), kind="headline")
say(do="set_article", article=names[id(two)], publisher="A paper", author="A. Writer", language="en")
say(do="note", on=names[id(one)], text="Read twice;\nsee \"the other\" one, too")
say(do="note", on=others[1], text="=1+1 is no formula")
say(do="tag", on=names[id(one)], text="refugees")
say(do="tag", on=names[id(one)], text="deadline")
say(do="untag", on=names[id(one)], text="deadline")
say(do="done", article=names[id(one)])
say(do="done", article=names[id(two)], known=False)
say(do="reopen", article=names[id(two)])
say(do="set_aside", article=names[id(two)])
