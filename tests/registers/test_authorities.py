"""Lints the registers of authorities and of the providers that run their services."""

import re

import pytest

from ofsted_trends.errors import UnknownNameError
from ofsted_trends.registers.authorities import (
    authority_by_urn,
    find_authorities,
    find_authority,
    find_providers,
    load_authorities,
    load_providers,
    normalise_name,
    suggest_authorities,
)

REGIONS = {
    "East Midlands", "East of England", "London", "North East", "North West", "South East", "South West",
    "West Midlands", "Yorkshire and the Humber",
}  # fmt: skip
ALL = load_authorities()


@pytest.mark.parametrize("authority", ALL, ids=lambda a: a.name)
def test_an_authority_is_found_by_every_form_of_its_name(authority):
    for form in authority.names:
        assert find_authority(form) is authority
        assert find_authority(form.upper().replace("'", "’")) is authority
        assert find_authorities(f"Inspection of {form} in May") == [authority]


@pytest.mark.parametrize("authority", ALL, ids=lambda a: a.name)
def test_codes_regions_days_and_pages_are_well_formed(authority):
    assert re.fullmatch(r"E(?:06|08|09|10|11)\d{6}", authority.code)
    assert authority.region in REGIONS
    assert authority.type
    assert authority.start is None or authority.end is None or authority.start < authority.end
    assert authority.url is None or re.fullmatch(r"https://reports\.ofsted\.gov\.uk/provider/44/\d+", authority.url)


def test_no_form_of_a_name_means_two_authorities():
    told = {(normalise_name(form), a.name) for a in ALL for form in a.names}
    assert len({form for form, _ in told}) == len(told)


def test_numbers_on_ofsted_s_site_are_unique():
    urns = [a.ofsted_urn for a in ALL if a.ofsted_urn]
    assert len(urns) == len(set(urns))
    assert sorted(authority_by_urn()) == sorted(urns)


def test_an_authority_that_ended_says_who_took_over_from_the_next_day():
    for gone in (a for a in ALL if a.end):
        assert gone.successors, gone.name
        for name in gone.successors:
            successor = find_authority(name)
            assert successor.start is None or (successor.start - gone.end).days == 1


def test_the_authorities_of_today_are_all_there():
    """England has 153 authorities with children's services since April 2023."""
    assert len([a for a in ALL if a.end is None]) == 153


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("the City of Sheffield", ["Sheffield"]),
        ("North East Lincolnshire and Lincolnshire", ["North East Lincolnshire", "Lincolnshire"]),
        ("Royal Borough of Kensington and Chelsea", ["Kensington and Chelsea"]),
        ("Telford & Wrekin Council", ["Telford and Wrekin"]),
        ("St Helens", ["St. Helens"]),
        ("Stoke on Trent", ["Stoke-on-Trent"]),
        ("SHEFFIELD CITY COUNCIL", ["Sheffield"]),
        ("York and Yorkshire", ["York"]),
        ("Northbridge City Council", []),
        ("Readings were taken", []),
    ],
)
def test_names_in_running_text(words, names):
    assert [a.name for a in find_authorities(words)] == names


def test_an_unknown_name_gets_the_nearest_ones():
    with pytest.raises(UnknownNameError, match="Sheffield") as raised:
        find_authority("Shefield")
    assert "ofsted-trends authorities" in str(raised.value)
    assert suggest_authorities("Shefield", 1) == ["Sheffield"]


@pytest.mark.parametrize("provider", load_providers(), ids=lambda p: p.name)
def test_a_provider_is_found_by_its_name_and_serves_known_authorities(provider):
    assert provider in find_providers(f"a letter to {provider.name} in May")
    assert [find_authority(name).name for name in provider.authorities] == list(provider.authorities)
    assert provider.end is None or provider.start < provider.end
