// Every test in one process: one Chromium and one service for all of them.
import './page.mjs';
import './marks.mjs';
import './access.mjs';
import './readme.mjs';
import './long.mjs';
