"""The registry of placeholders."""

from windowdesk.services.facts import FACTS, ROW_FACTS, sample_facts


def test_every_placeholder_has_one_name_and_a_chinese_label() -> None:
    names = [fact.name for fact in FACTS]
    assert len(set(names)) == len(names)
    assert all(not fact.label.isascii() for fact in FACTS)


def test_the_sample_knows_every_placeholder_and_every_column() -> None:
    sample = sample_facts()
    assert set(sample.texts) == {fact.name for fact in FACTS}
    for name, columns in ROW_FACTS.items():
        assert sample.rows[name]
        assert all(set(row) == {fact.name for fact in columns} for row in sample.rows[name])
