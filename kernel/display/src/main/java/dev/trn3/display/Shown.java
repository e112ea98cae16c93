package dev.trn3.display;

/** The place where something was displayed; {@link Display#update} replaces it there. */
public record Shown(String id) {}
