# syntax=docker/dockerfile:1
# A hub in a container: docker build -t soulhub . && docker run -p 127.0.0.1:7420:7420 -v soulhub:/data soulhub
# Settings are environment variables (docs/guides/run-a-hub.md); the data is in /data, or in PostgreSQL.

FROM node:24-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN node scripts/build.mjs

FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# With the two adapters for a cache that several hubs share, at the versions that were tested. They are development
# dependencies, which npm leaves out together with the rest unless they stop being that.
RUN adapters=$(node -p "const d = require('./package.json').devDependencies; ['@keyv/redis', '@keyv/postgres'].map((n) => n + '@' + d[n]).join(' ')") \
 && npm ci --omit=dev --ignore-scripts \
 && npm pkg delete devDependencies \
 && npm install --no-save --ignore-scripts $adapters \
 && npm cache clean --force

FROM node:24-slim
ENV NODE_ENV=production SOULHUB_DATA=/data SOULHUB_HOST=0.0.0.0 SOULHUB_PORT=7420
WORKDIR /app
COPY --from=packages /app ./
COPY --from=build /src/dist ./dist
RUN ln -s /app/dist/src/cli/launch.cjs /usr/local/bin/clawhub \
 && mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 7420
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.SOULHUB_PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["clawhub"]
CMD ["serve"]
