views.balance = { title: "Balance", own: [], draw(place) { const id = selection.claim || claimIds[0]; if (id) place.append(el("h1", {}, claims[id].statement), el("p", {}, rated(id).answer)); } };
