// The words proposed change with the language, as a letter's do.
import "./letter.js";
