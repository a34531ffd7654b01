"""`python -m assistant` is `sunday-coffee`."""

from assistant.shell.main import main

raise SystemExit(main())
