def test_a_network_is_listed_for_those_who_see_it(client_for):
    assert b"Reading network" in client_for("teacher").get("/networks").data
    assert b"Reading network" not in client_for("outsider").get("/networks").data
